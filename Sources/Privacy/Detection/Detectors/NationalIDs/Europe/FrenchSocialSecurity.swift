/// The social security number of France (NIR, Insee).
enum FrenchSocialSecurity: LayoutDetector {
  static let entity = Entity.frNIR
  static let pattern = """
    Sex, year, month, department (also 2A and 2B), commune and order, 13 characters, and a key of 97 minus their remainder by 97; together or with spaces.
    """
  static let countries: Set<Country> = [.fr]
  static let layouts: [Layout] = [
    "#####**########", "# ## ## ** ### ### ##", "# ## ## ** ### ### | ##", "#.##.##.**.###.###.##",
    "#####**###### ##",
  ]
  static let context = [
    "nir", "insee", "sécurité sociale", "securite sociale", "numéro de sécurité sociale", "numéro sécu", "num sécu",
    "nss", "numéro ss", "carte vitale", "assuré", "social security",
  ]
  static let scores = Scores(alone: 0.95, bare: 0.7, context: 0.98)

  static func validity(of code: Code) -> Validity {
    guard [1, 2, 3, 4, 7, 8].contains(code.digit(0)), isMonth(code.number(3..<5)) else { return .invalid }
    var department = 0
    if code[6].isDigit {
      guard code[5].isDigit else { return .invalid }
      department = code.number(5..<7)
    } else {
      // Corsica's two departments count as 19 and 18.
      guard code[5] == UInt8(ascii: "2"), code.letter(6) <= 1 else { return .invalid }
      department = 19 - code.letter(6)
    }
    let number = (code.number(0..<5) * 100 + department) * 1_000_000 + code.number(7..<13)
    return Validity(97 - number % 97 == code.number(13..<15))
  }

  /// 1 to 12; 20 and more where the month is not known.
  private static func isMonth(_ month: Int) -> Bool { (1...12).contains(month) || month >= 20 }
}
