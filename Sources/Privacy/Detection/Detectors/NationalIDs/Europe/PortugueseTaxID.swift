/// The tax number of Portugal (NIF).
enum PortugueseTaxID: LayoutDetector {
  static let entity = Entity.ptNIF
  static let pattern = """
    Nine digits, the first not 0, together or in threes; the sum weighted with 9 to 2 leaves the check digit (mod 11, 10 and 11 count as 0).
    """
  static let countries: Set<Country> = [.pt]
  static let layouts: [Layout] = ["#########", "### ### ###"]
  static let context = [
    "nif", "contribuinte", "número de contribuinte", "numero de contribuinte", "número de identificação fiscal",
    "identificação fiscal", "contribuinte nº", "nipc", "tax number",
  ]
  static let scores = Scores(alone: 0.6, bare: 0.3, context: 0.95)

  static func validity(of code: Code) -> Validity {
    guard code.digit(0) != 0, !code.isUniform else { return .invalid }
    let check = 11 - WeightedSum.of(code.digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
    return Validity((check >= 10 ? 0 : check) == code.digit(8))
  }
}
