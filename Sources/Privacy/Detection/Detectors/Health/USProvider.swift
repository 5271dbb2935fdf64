/// The number of a health care provider in the United States (NPI).
enum USProvider: LayoutDetector {
  static let entity = Entity.usNPI
  static let pattern = """
    Ten digits that begin with 1 or 2, together or as 4, 3 and 3; with 80840 before them they satisfy Luhn's check (45 CFR 162.406).
    """
  static let countries: Set<Country> = [.us]
  static let layouts: [Layout] = ["##########", "####-###-###", "#### ### ###"]
  static let context = [
    "npi", "national provider", "provider identifier", "provider number", "provider id", "npi number",
  ]
  static let scores = Scores(alone: 0.65, bare: 0.3, context: 0.95)

  static func validity(of code: Code) -> Validity {
    guard code.digit(0) == 1 || code.digit(0) == 2, !code.isUniform else { return .invalid }
    // 24 is what the digits of 80840 add.
    return Validity((Luhn.sum(code.digits) + 24) % 10 == 0)
  }
}
