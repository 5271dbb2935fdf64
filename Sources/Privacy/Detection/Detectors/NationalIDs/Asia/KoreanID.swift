/// The resident and foreigner registration numbers of South Korea (RRN).
enum KoreanID: LayoutDetector {
  static let entity = Entity.krRRN
  static let pattern = """
    A birth day (yymmdd), sex and century, and six digits, with `-` or together. Numbers given before October 2020 have a place and a check digit; one without them scores less.
    """
  static let countries: Set<Country> = [.kr]
  static let layouts: [Layout] = ["######-#######", "#############"]
  static let context = [
    "주민등록번호", "주민번호", "주민등록", "외국인등록번호", "resident registration", "rrn", "resident number", "registration number",
    "jumin",
  ]
  static let scores = Scores(alone: 0.88, bare: 0.6, context: 0.97)

  static func validity(of code: Code) -> Validity {
    let sex = code.digit(6)
    // 9 and 0 were people born before 1900.
    guard (1...8).contains(sex),
      BirthDay.isValid(
        year: ([1, 2, 5, 6].contains(sex) ? 1900 : 2000) + code.number(0..<2), month: code.number(2..<4),
        day: code.number(4..<6))
    else { return .invalid }
    let sum = WeightedSum.of(code.digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])
    let check = (11 - sum % 11) % 10
    // Foreigners' numbers count two more.
    let isChecked = check == code.digit(12) || (5...8).contains(sex) && (check + 2) % 10 == code.digit(12)
    return isChecked && code.number(7..<9) <= 96 ? .valid : .unverified
  }
}
