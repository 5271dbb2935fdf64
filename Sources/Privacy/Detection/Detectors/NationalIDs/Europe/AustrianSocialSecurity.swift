/// The social insurance number of Austria.
enum AustrianSocialSecurity: LayoutDetector {
  static let entity = Entity.atSVNR
  static let pattern = """
    A serial of three digits, a check digit (weights 3, 7, 9, 5, 8, 4, 2, 1 and 6, mod 11) and a birth day (ddmmyy; months 13 to 15 where unknown), together or with a space.
    """
  static let countries: Set<Country> = [.at]
  static let layouts: [Layout] = ["##########", "#### ######", "####-######"]
  static let context = [
    "svnr", "sv nr", "sv nummer", "sozialversicherungsnummer", "sozialversicherung", "versicherungsnummer", "vsnr",
    "social insurance", "social security",
  ]
  static let scores = Scores(alone: 0.8, bare: 0.45, context: 0.97)

  static func validity(of code: Code) -> Validity {
    let day = code.number(4..<6), month = code.number(6..<8)
    guard code.digit(0) != 0, (1...31).contains(day), (1...15).contains(month),
      month > 12 || BirthDay.isValid(twoDigitYear: code.number(8..<10), month: month, day: day)
    else { return .invalid }
    // The check digit in the fourth place has no weight.
    return Validity(WeightedSum.of(code.digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == code.digit(3))
  }
}
