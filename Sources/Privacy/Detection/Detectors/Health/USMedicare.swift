/// The Medicare Beneficiary Identifier of the United States.
enum USMedicare: LayoutDetector {
  static let entity = Entity.usMBI
  static let pattern = """
    Eleven characters with a letter or digit at each place as CMS lays down, without S, L, O, I, B and Z; together or as 4, 3 and 4 with `-`.
    """
  static let countries: Set<Country> = [.us]
  static let layouts: [Layout] = ["#@*#@*#@@##", "#@*#-@*#-@@##"]
  static let context = [
    "mbi", "medicare", "medicare number", "medicare beneficiary", "beneficiary id", "beneficiary identifier",
  ]
  static let scores = Scores(alone: 0.8, bare: 0.4, context: 0.95)

  static func validity(of code: Code) -> Validity {
    let letters = (0..<code.count).lazy.map { code[$0] }.filter { !$0.isDigit }
    return Validity(code.digit(0) != 0 && !letters.contains { $0.isAmong("SLOIBZ") })
  }
}
