/// The identity number of South Africa.
enum SouthAfricanID: LayoutDetector {
  static let entity = Entity.zaID
  static let pattern = """
    A birth day (yymmdd), a serial, citizenship (0, 1 or, of refugees, 2), a digit of old use and one that makes the number satisfy Luhn's check.
    """
  static let countries: Set<Country> = [.za]
  static let layouts: [Layout] = ["#############", "###### #### ## #", "###### #### ###"]
  static let context = [
    "id number", "identity number", "rsa id", "sa id", "south african id", "identiteitsnommer", "id no", "id nommer",
    "resident number", "said",
  ]
  static let scores = Scores(alone: 0.85, bare: 0.6, context: 0.97)

  static func validity(of code: Code) -> Validity {
    guard code.digit(10) <= 2,
      BirthDay.isValid(
        twoDigitYear: code.number(0..<2), month: code.number(2..<4), day: code.number(4..<6))
    else { return .invalid }
    return Validity(Luhn.isValid(code.digits))
  }
}
