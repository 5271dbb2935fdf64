/// The identity number of Turkey (T.C. kimlik numarası).
enum TurkishID: LayoutDetector {
  static let entity = Entity.trTCKN
  static let pattern = """
    Eleven digits, the first not 0, of which the tenth and the eleventh are check digits.
    """
  static let countries: Set<Country> = [.tr]
  static let layouts: [Layout] = ["###########"]
  static let context = [
    "tckn", "tc kimlik", "t c kimlik", "tc kimlik no", "kimlik", "kimlik no", "kimlik numarası", "tc no",
    "turkish id", "turkish national id", "vatandaşlık", "tc",
  ]
  static let scores = Scores(alone: 0.45, bare: 0.45, context: 0.97)

  static func validity(of code: Code) -> Validity {
    guard code.digit(0) != 0 else { return .invalid }
    let digits = code.digits
    let odd = digits[0] + digits[2] + digits[4] + digits[6] + digits[8]
    let even = digits[1] + digits[3] + digits[5] + digits[7]
    guard ((odd * 7 - even) % 10 + 10) % 10 == digits[9] else { return .invalid }
    return Validity((odd + even + digits[9]) % 10 == digits[10])
  }
}
