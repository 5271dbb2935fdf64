/// The tax file number of Australia.
enum AustralianTaxFile: LayoutDetector {
  static let entity = Entity.auTFN
  static let pattern = """
    Eight or nine digits, together or in threes with spaces; the sum weighted with 1, 4, 3, 7, 5, 8, 6, 9 and 10 is a multiple of 11.
    """
  static let countries: Set<Country> = [.au]
  static let layouts: [Layout] = ["#########", "### ### ###", "########", "### ### ##"]
  static let context = ["tfn", "tax file", "tax file number", "tax file no"]
  static let scores = Scores(alone: 0.6, bare: 0.3, context: 0.95)

  static func validity(of code: Code) -> Validity {
    guard !code.isUniform else { return .invalid }
    return Validity(WeightedSum.of(code.digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0)
  }
}
