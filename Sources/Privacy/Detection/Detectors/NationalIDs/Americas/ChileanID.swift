/// The identity and tax number of Chile (RUN, RUT).
enum ChileanID: LayoutDetector {
  static let entity = Entity.clRUT
  static let pattern = """
    Seven or eight digits, with dots or without, `-` and a check of 0 to 9 or K (mod 11).
    """
  static let countries: Set<Country> = [.cl]
  static let layouts: [Layout] = ["##.###.###-*", "#.###.###-*", "########-*", "#######-*", "########*"]
  static let context = [
    "rut", "run", "rol único", "rol unico", "rol único tributario", "rol único nacional", "cédula de identidad",
    "cedula",
  ]
  static let scores = Scores(alone: 0.8, bare: 0.3, context: 0.97)

  static func validity(of code: Code) -> Validity {
    let last = code.count - 1
    guard code.number(0..<last) > 0, !code.isUniform else { return .invalid }
    // Weights 2 to 7 from the right, over and over.
    let sum = (0..<last).reduce(0) { $0 + code.digit($1) * (2 + (last - 1 - $1) % 6) }
    let check = (11 - sum % 11) % 11
    return Validity(check == 10 ? code[last] == UInt8(ascii: "K") : code[last].isDigit && code.digit(last) == check)
  }
}
