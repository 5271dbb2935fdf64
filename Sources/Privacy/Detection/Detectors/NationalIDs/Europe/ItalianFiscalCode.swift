/// The fiscal code of people in Italy (codice fiscale).
enum ItalianFiscalCode: LayoutDetector {
  static let entity = Entity.itCodiceFiscale
  static let pattern = """
    Six letters of the name, year, month letter, day (plus 40 for women), place and check letter, also with letters in place of digits where two people would have one code (DM 23/12/1976).
    """
  static let countries: Set<Country> = [.it]
  static let layouts: [Layout] = ["@@@@@@**@**@***@"]
  static let context = ["codice fiscale", "cod fisc", "cod fiscale", "cf", "c f", "fiscal code", "tax code"]
  static let scores = Scores(alone: 0.95, bare: 0.8, context: 0.98)

  static func validity(of code: Code) -> Validity {
    guard let year = digits(of: code, [6, 7]), let day = digits(of: code, [9, 10]),
      digits(of: code, [12, 13, 14]) != nil, code.has(.upper, in: 0..<6),
      let month = months.firstIndex(of: code[8]), code[11].isIn(.upper), code[15].isIn(.upper),
      BirthDay.isValid(twoDigitYear: year, month: month + 1, day: day > 40 ? day - 40 : day)
    else { return .invalid }
    // The first character is at an odd place.
    let sum = (0..<15).reduce(0) { $0 + ($1 % 2 == 0 ? oddValues[value(code[$1])] : value(code[$1])) }
    return Validity(sum % 26 == code.letter(15))
  }

  private static let months = Array("ABCDEHLMPRST".utf8)
  /// In place of the digits 0 to 9.
  private static let substitutes = Array("LMNPQRSTUV".utf8)
  /// By digit, or by letter from A.
  private static let oddValues = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
  ]

  private static func value(_ byte: UInt8) -> Int {
    byte.isDigit ? byte.digitValue : Int(byte - UInt8(ascii: "A"))
  }

  /// The number at these places.
  private static func digits(of code: Code, _ places: [Int]) -> Int? {
    var number = 0
    for place in places {
      let byte = code[place]
      guard let digit = byte.isDigit ? byte.digitValue : substitutes.firstIndex(of: byte) else { return nil }
      number = number * 10 + digit
    }
    return number
  }
}
