/// The personal number of Romania (CNP).
enum RomanianID: LayoutDetector {
  static let entity = Entity.roCNP
  static let pattern = """
    Sex and century, a birth day (yymmdd), a county, a serial and a check digit with the weights 279146358279 (mod 11, 10 counts as 1).
    """
  static let countries: Set<Country> = [.ro]
  static let layouts: [Layout] = ["#############"]
  static let context = ["cnp", "cod numeric personal", "codul numeric personal", "c n p", "cod personal"]
  static let scores = Scores(alone: 0.6, bare: 0.6, context: 0.97)

  static func validity(of code: Code) -> Validity {
    let centuries = [0, 1900, 1900, 1800, 1800, 2000, 2000]
    let sex = code.digit(0), month = code.number(3..<5), day = code.number(5..<7)
    // 7 and 8 are residents, 9 foreigners, whose century is not told.
    guard sex != 0,
      sex >= 7
        ? BirthDay.isValid(twoDigitYear: code.number(1..<3), month: month, day: day)
        : BirthDay.isValid(year: centuries[sex] + code.number(1..<3), month: month, day: day)
    else { return .invalid }
    switch code.number(7..<9) {
    case 1...48, 51, 52, 70, 80...83: break
    default: return .invalid
    }
    let rest = WeightedSum.of(code.digits, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
    return Validity((rest == 10 ? 1 : rest) == code.digit(12))
  }
}
