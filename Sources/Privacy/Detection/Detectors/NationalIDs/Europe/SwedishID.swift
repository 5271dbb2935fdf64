/// The personal and coordination numbers of Sweden (personnummer, samordningsnummer).
enum SwedishID: LayoutDetector {
  static let entity = Entity.sePersonnummer
  static let pattern = """
    A birth day of six or eight digits (plus 60 in coordination numbers), `-` or `+` or nothing, and four digits; the last ten satisfy Luhn's check.
    """
  static let countries: Set<Country> = [.se]
  static let layouts: [Layout] = [
    "######-####", "######+####", "########-####", "########+####", "############", "##########",
  ]
  static let context = [
    "personnummer", "personnr", "person nr", "pnr", "samordningsnummer", "personal identity number",
    "personal number",
  ]
  static let scores = Scores(alone: 0.85, bare: 0.45, context: 0.97)

  static func validity(of code: Code) -> Validity {
    let start = code.count - 10
    let day = code.number((start + 4)..<(start + 6))
    let month = code.number((start + 2)..<(start + 4))
    let civilDay = day > 60 ? day - 60 : day
    if start == 2 {
      // Nobody alive was born before 1880, and serial numbers did not exist before 1947.
      guard (1880...2099).contains(code.number(0..<4)),
        BirthDay.isValid(year: code.number(0..<4), month: month, day: civilDay)
      else { return .invalid }
    } else {
      guard BirthDay.isValid(twoDigitYear: code.number(0..<2), month: month, day: civilDay) else { return .invalid }
    }
    return Validity(Luhn.isValid(code.digits(start..<code.count)))
  }

  /// Twelve digits with a century are, unless they are a minute: 202601311200.
  static func isDistinctive(_ code: Code) -> Bool {
    guard code.count == 12 else { return false }
    return code.digit(0) == 1 || code.number(8..<10) > 23 || code.number(10..<12) > 59
  }
}
