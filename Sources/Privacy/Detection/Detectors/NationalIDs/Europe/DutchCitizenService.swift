/// The citizen service number of the Netherlands (BSN).
enum DutchCitizenService: LayoutDetector {
  static let entity = Entity.nlBSN
  static let pattern = """
    Nine digits, together or as 4, 2 and 3; the sum weighted with 9 to 2 and -1 is a multiple of 11.
    """
  static let countries: Set<Country> = [.nl]
  static let layouts: [Layout] = ["#########", "####.##.###", "#### ## ###"]
  static let context = [
    "bsn", "burgerservicenummer", "burger service nummer", "sofinummer", "sofi nummer", "sofi", "persoonsnummer",
    "citizen service number",
  ]
  static let scores = Scores(alone: 0.75, bare: 0.3, context: 0.95)

  static func validity(of code: Code) -> Validity {
    guard code.number(0..<9) > 0, !code.isUniform else { return .invalid }
    return Validity(WeightedSum.of(code.digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0)
  }
}
