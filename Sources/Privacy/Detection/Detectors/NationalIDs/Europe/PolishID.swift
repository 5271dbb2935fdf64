/// The number of people in Poland (PESEL).
enum PolishID: LayoutDetector {
  static let entity = Entity.plPESEL
  static let pattern = """
    Eleven digits: a birth day whose month also says the century, a serial and a check digit with the weights 1, 3, 7 and 9 (mod 10).
    """
  static let countries: Set<Country> = [.pl]
  static let layouts: [Layout] = ["###########"]
  static let context = ["pesel", "nr pesel", "numer pesel", "pesel number", "numer ewidencyjny"]
  static let scores = Scores(alone: 0.35, bare: 0.35, context: 0.97)

  static func validity(of code: Code) -> Validity {
    let month = code.number(2..<4)
    let centuries = [1900, 2000, 2100, 2200, 1800]
    guard BirthDay.isValid(year: centuries[month / 20] + code.number(0..<2), month: month % 20, day: code.number(4..<6))
    else { return .invalid }
    return Validity(WeightedSum.of(code.digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0)
  }
}
