/// The population register code of Mexico (CURP).
enum MexicanID: LayoutDetector {
  static let entity = Entity.mxCURP
  static let pattern = """
    Four letters of the name, a birth day (yymmdd), sex, state, three consonants, a character that tells homonyms apart and a check digit (mod 10).
    """
  static let countries: Set<Country> = [.mx]
  static let layouts: [Layout] = ["@@@@######@@@@@@*#"]
  static let context = ["curp", "clave única", "clave unica", "registro de población", "clave única de registro"]
  static let scores = Scores(alone: 0.95, bare: 0.85, context: 0.98)

  static func validity(of code: Code) -> Validity {
    // A digit before the check digit was given before 2000, a letter since.
    let century = code[16].isDigit ? 1900 : 2000
    guard code[10].isAmong("HMX"),
      BirthDay.isValid(year: century + code.number(4..<6), month: code.number(6..<8), day: code.number(8..<10)),
      states.contains([code[11], code[12]])
    else { return .invalid }
    let sum = (0..<17).reduce(0) { $0 + value(code[$1]) * (18 - $1) }
    return Validity((10 - sum % 10) % 10 == code.digit(17))
  }

  private static let states: Set<[UInt8]> = Set(
    [
      "AS", "BC", "BS", "CC", "CH", "CL", "CM", "CS", "DF", "DG", "GR", "GT", "HG", "JC", "MC", "MN", "MS", "NE", "NL",
      "NT", "OC", "PL", "QR", "QT", "SL", "SP", "SR", "TC", "TL", "TS", "VZ", "YN", "ZS",
    ].map { Array($0.utf8) })

  /// Digits, then letters with Ñ after N.
  private static func value(_ byte: UInt8) -> Int {
    if byte.isDigit { return byte.digitValue }
    let letter = Int(byte - UInt8(ascii: "A"))
    return letter + (letter > 13 ? 11 : 10)
  }
}
