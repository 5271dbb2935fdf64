/// The identifier of a bank (ISO 9362, SWIFT).
enum BankIdentifier: LayoutDetector {
  static let entity = Entity.bic
  static let pattern = """
    After words that say so: four capitals, a country code of ISO 3166-1 or XK, two and perhaps three more letters or digits.
    """
  static let layouts: [Layout] = ["@@@@@@**", "@@@@@@*****"]
  static let context = [
    "bic", "swift", "swift code", "bank identifier code", "bic code", "iban bic", "code bic", "código swift",
  ]
  static let scores = Scores.onlyInContext(0.9)
  static let takesSmallLetters = false

  static func validity(of code: Code) -> Validity {
    Validity(CountryCodes.contains(code[4], code[5]))
  }
}
