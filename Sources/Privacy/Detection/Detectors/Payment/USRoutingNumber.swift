/// The routing number of a bank in the United States (ABA).
enum USRoutingNumber: LayoutDetector {
  static let entity = Entity.usABA
  static let pattern = """
    Nine digits, together or as 4, 4 and 1 with `-`; a district of the Federal Reserve or another issued prefix; the sum weighted with 3, 7 and 1 is a multiple of 10.
    """
  static let countries: Set<Country> = [.us]
  static let layouts: [Layout] = ["#########", "####-####-#"]
  static let context = [
    "aba", "aba number", "routing", "routing number", "routing no", "routing transit number", "rtn", "bank routing",
    "transit number", "fedwire", "ach",
  ]
  static let scores = Scores(alone: 0.65, bare: 0.3, context: 0.95)

  static func validity(of code: Code) -> Validity {
    guard isIssued(code.number(0..<2)), !code.isUniform else { return .invalid }
    return Validity(WeightedSum.of(code.digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0)
  }

  /// Government, the twelve districts, thrift institutions, electronic transactions, traveller's cheques (ABA Routing
  /// Number Policy).
  private static func isIssued(_ prefix: Int) -> Bool {
    (0...12).contains(prefix) || (21...32).contains(prefix) || (61...72).contains(prefix) || prefix == 80
  }
}
