/// The personal public service number of Ireland (PPS).
enum IrishPublicService: LayoutDetector {
  static let entity = Entity.iePPS
  static let pattern = """
    Seven digits and a check letter, the remainder by 23 of the sum weighted with 8 to 2 and 9 for the second letter, which newer numbers have (A, B, H) and older ones may (W, T, X).
    """
  static let countries: Set<Country> = [.ie]
  static let layouts: [Layout] = ["#######@", "#######@@"]
  static let context = [
    "pps", "ppsn", "pps number", "pps no", "personal public service", "rsi", "rsi number", "tax reference",
  ]
  static let scores = Scores(alone: 0.7, bare: 0.4, context: 0.95)

  static func validity(of code: Code) -> Validity {
    var sum = WeightedSum.of(code.digits, [8, 7, 6, 5, 4, 3, 2])
    if code.count == 9 {
      guard code[8].isAmong("ABHWTX") else { return .invalid }
      // W, T and X are not numbers of people by themselves and count nothing.
      if code[8].isAmong("ABH") { sum += 9 * (code.letter(8) + 1) }
    }
    return Validity(letters[sum % 23] == code[7])
  }

  private static let letters = Array("WABCDEFGHIJKLMNOPQRSTUV".utf8)
}
