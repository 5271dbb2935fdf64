/// The social insurance number of Canada.
enum CanadianSocialInsurance: LayoutDetector {
  static let entity = Entity.caSIN
  static let pattern = """
    Nine digits, the first not 0 or 8, together or in threes with one kind of separator, that satisfy Luhn's check.
    """
  static let countries: Set<Country> = [.ca]
  static let layouts: [Layout] = ["#########", "###-###-###", "### ### ###"]
  static let context = [
    "sin", "nas", "social insurance", "assurance sociale", "numéro d'assurance sociale", "sin number", "sin no",
  ]
  static let scores = Scores(alone: 0.7, bare: 0.3, context: 0.95)

  static func validity(of code: Code) -> Validity {
    guard code.digit(0) != 0, code.digit(0) != 8, !code.isUniform else { return .invalid }
    return Validity(Luhn.isValid(code.digits))
  }
}
