/// The Medicare card number of Australia.
enum AustralianMedicare: LayoutDetector {
  static let entity = Entity.auMedicare
  static let pattern = """
    Ten digits, the first 2 to 6, together or as 4, 5 and 1: eight, their check digit (weights 1, 3, 7 and 9, mod 10), and the issue of the card.
    """
  static let countries: Set<Country> = [.au]
  static let layouts: [Layout] = ["##########", "#### ##### #", "####-#####-#"]
  static let context = ["medicare", "medicare number", "medicare card", "medicare no"]
  static let scores = Scores(alone: 0.75, bare: 0.35, context: 0.95)

  static func validity(of code: Code) -> Validity {
    guard (2...6).contains(code.digit(0)), code.digit(9) != 0, !code.isUniform else { return .invalid }
    return Validity(WeightedSum.of(code.digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == code.digit(8))
  }
}
