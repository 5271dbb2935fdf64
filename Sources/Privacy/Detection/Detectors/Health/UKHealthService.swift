/// The NHS number of England, Wales and the Isle of Man.
enum UKHealthService: LayoutDetector {
  static let entity = Entity.ukNHS
  static let pattern = """
    Ten digits, together or as 3, 3 and 4; the sum weighted with 10 to 2 leaves the check digit (mod 11); not one digit repeated.
    """
  static let countries: Set<Country> = [.gb]
  static let layouts: [Layout] = ["##########", "### ### ####", "###-###-####"]
  static let context = [
    "nhs", "nhs number", "nhs no", "national health service", "health service number", "patient number",
  ]
  static let scores = Scores(alone: 0.65, bare: 0.3, context: 0.95)

  private static let weights = [10, 9, 8, 7, 6, 5, 4, 3, 2]

  static func validity(of code: Code) -> Validity {
    Validity(!code.isUniform && WeightedSum.mod11Digit(code.digits, weights) == code.digit(9))
  }
}
