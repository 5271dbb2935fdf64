/// The tax number of people in Brazil (CPF).
enum BrazilianTaxID: LayoutDetector {
  static let entity = Entity.brCPF
  static let pattern = """
    Eleven digits, together or as 3, 3, 3 and 2 with dots and `-`, of which the last two are check digits by 11; not one digit repeated.
    """
  static let countries: Set<Country> = [.br]
  static let layouts: [Layout] = ["###########", "###.###.###-##", "#########-##"]
  static let context = [
    "cpf", "cadastro de pessoas", "cadastro de pessoa física", "cpf mf", "inscrito no cpf", "contribuinte",
  ]
  static let scores = Scores(alone: 0.92, bare: 0.45, context: 0.97)

  static func validity(of code: Code) -> Validity {
    guard !code.isUniform else { return .invalid }
    return Validity(check(code, 9) == code.digit(9) && check(code, 10) == code.digit(10))
  }

  /// The check digit over the digits before `place`.
  private static func check(_ code: Code, _ place: Int) -> Int {
    let sum = (0..<place).reduce(0) { $0 + code.digit($1) * (place + 1 - $1) }
    return sum * 10 % 11 % 10
  }
}
