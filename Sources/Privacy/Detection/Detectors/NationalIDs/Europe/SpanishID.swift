/// The number of an identity card of Spain (DNI, NIF).
enum SpanishID: LayoutDetector {
  static let entity = Entity.esDNI
  static let pattern = """
    Eight digits, or seven where a leading 0 was left out, and the letter that their remainder by 23 stands for; together, with `-` before the letter, or with dots.
    """
  static let countries: Set<Country> = [.es]
  static let layouts: [Layout] = ["########@", "########-@", "##.###.###-@", "##.###.###@", "#######@", "#######-@"]
  static let context = [
    "dni", "nif", "documento nacional", "documento nacional de identidad", "identidad",
    "número de identificación fiscal", "cédula",
  ]
  static let scores = Scores(alone: 0.75, bare: 0.45, context: 0.95)

  /// The check letter of a number of eight digits (Real Decreto 1553/2005): the remainder by 23 names it.
  static func letter(of number: Int) -> UInt8 { letters[number % 23] }
  private static let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)

  static func validity(of code: Code) -> Validity {
    guard letter(of: code.number(0..<(code.count - 1))) == code[code.count - 1] else { return .invalid }
    return code.count == 9 ? .valid : .unverified
  }
}
