/// The number of foreigners in Spain (NIE).
enum SpanishForeignerID: LayoutDetector {
  static let entity = Entity.esNIE
  static let pattern = """
    X, Y or Z, seven digits and the letter of the number with 0, 1 or 2 in place of the first; together or with `-`.
    """
  static let countries: Set<Country> = [.es]
  static let layouts: [Layout] = ["@#######@", "@-#######-@", "@#######-@", "@-#######@"]
  static let context = ["nie", "extranjero", "identidad de extranjero", "número de extranjero", "nif", "documento"]
  static let scores = Scores(alone: 0.85, bare: 0.55, context: 0.97)

  static func validity(of code: Code) -> Validity {
    let series = code.letter(0) - 23
    guard (0...2).contains(series) else { return .invalid }
    return Validity(SpanishID.letter(of: series * 10_000_000 + code.number(1..<8)) == code[8])
  }
}
