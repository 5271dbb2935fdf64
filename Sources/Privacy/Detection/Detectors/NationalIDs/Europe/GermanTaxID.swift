/// The tax identification number of Germany (Steuer-ID, IdNr).
enum GermanTaxID: LayoutDetector {
  static let entity = Entity.deSteuerID
  static let pattern = """
    Eleven digits, the first not 0, together or as 2, 3, 3 and 3; of the first ten exactly one \
    digit occurs twice or three times (none scores less); ISO 7064 MOD 11,10.
    """
  static let countries: Set<Country> = [.de]
  static let layouts: [Layout] = ["###########", "## ### ### ###"]
  static let context = [
    "steuer id", "steuerid", "idnr", "id nr", "steuer idnr", "steueridentifikationsnummer",
    "steuer identifikationsnummer", "steuerliche identifikationsnummer", "identifikationsnummer", "steuernummer",
    "tax id", "taxid", "tax identification", "tin",
  ]
  static let scores = Scores(alone: 0.8, bare: 0.35, context: 0.95)

  static func validity(of code: Code) -> Validity {
    guard code.digit(0) != 0 else { return .invalid }
    var counts = SIMD16<UInt8>()
    for digit in code.digits(0..<10) { counts[digit] += 1 }
    var (repeated, most) = (0, 0)
    for digit in 0..<10 where counts[digit] > 1 {
      repeated += 1
      most = max(most, Int(counts[digit]))
    }
    guard ISO7064.isMod11And10(code.digits) else { return .invalid }
    // Ten different digits are not issued, but stand in forms and examples.
    if repeated == 0 { return .unverified }
    return Validity(repeated == 1 && most <= 3)
  }
}
