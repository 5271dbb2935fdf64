/// The birth and D-numbers of Norway (fødselsnummer, D-nummer).
enum NorwegianID: LayoutDetector {
  static let entity = Entity.noFNR
  static let pattern = """
    A birth day (ddmmyy; plus 40 in D-numbers), three digits and two check digits by 11; together or with a space.
    """
  static let countries: Set<Country> = [.no]
  static let layouts: [Layout] = ["###########", "###### #####"]
  static let context = [
    "fødselsnummer", "fodselsnummer", "fnr", "f nr", "personnummer", "d nummer", "dnr", "national identity number",
    "birth number",
  ]
  static let scores = Scores(alone: 0.92, bare: 0.45, context: 0.97)

  static func validity(of code: Code) -> Validity {
    let day = code.number(0..<2)
    guard
      BirthDay.isValid(
        twoDigitYear: code.number(4..<6), month: code.number(2..<4), day: day > 40 ? day - 40 : day)
    else { return .invalid }
    return Validity(
      WeightedSum.mod11Digit(code.digits(0..<9), [3, 7, 6, 1, 8, 9, 4, 5, 2]) == code.digit(9)
        && WeightedSum.mod11Digit(code.digits(0..<10), [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) == code.digit(10))
  }
}
