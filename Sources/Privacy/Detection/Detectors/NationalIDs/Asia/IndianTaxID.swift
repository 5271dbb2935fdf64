/// The permanent account number of India (PAN).
enum IndianTaxID: LayoutDetector {
  static let entity = Entity.inPAN
  static let pattern = """
    Five letters, the fourth of which says what kind of holder, four digits that are not all 0 and a letter.
    """
  static let countries: Set<Country> = [.in]
  static let layouts: [Layout] = ["@@@@@####@"]
  static let context = ["pan", "pan number", "pan no", "pan card", "permanent account", "income tax"]
  static let scores = Scores(alone: 0.75, bare: 0.4, context: 0.95)

  static func validity(of code: Code) -> Validity {
    Validity(code[3].isAmong("ABCFGHJKLPT") && code.number(5..<9) != 0)
  }
}
