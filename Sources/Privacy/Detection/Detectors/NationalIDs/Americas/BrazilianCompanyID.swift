/// The tax number of companies in Brazil (CNPJ), also of sole traders.
enum BrazilianCompanyID: LayoutDetector {
  static let entity = Entity.brCNPJ
  static let pattern = """
    Twelve digits or, from 2026, capitals and digits (IN RFB 2.229/2024), and two check digits by 11; together or as 2, 3, 3, 4 and 2 with `.`, `/` and `-`; not one digit repeated.
    """
  static let countries: Set<Country> = [.br]
  static let layouts: [Layout] = [
    "##############", "##.###.###/####-##", "**.***.***/****-##", "************##", "########/####-##",
  ]
  static let context = ["cnpj", "cadastro nacional", "pessoa jurídica", "cgc"]
  static let scores = Scores(alone: 0.92, bare: 0.45, context: 0.97)
  static let takesSmallLetters = false

  static func validity(of code: Code) -> Validity {
    guard !code.isUniform else { return .invalid }
    return Validity(check(code, 12) == code.digit(12) && check(code, 13) == code.digit(13))
  }

  private static let weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]

  /// The check digit over the characters before `place`, which count by their place in ASCII after `0`.
  private static func check(_ code: Code, _ place: Int) -> Int {
    let sum = (0..<place).reduce(0) { $0 + Int(code[$1] - UInt8(ascii: "0")) * weights[$1 + 13 - place] }
    return sum % 11 < 2 ? 0 : 11 - sum % 11
  }
}
