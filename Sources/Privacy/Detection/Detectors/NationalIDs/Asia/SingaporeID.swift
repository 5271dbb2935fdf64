/// The identity numbers of Singapore (NRIC, FIN).
enum SingaporeID: LayoutDetector {
  static let entity = Entity.sgNRIC
  static let pattern = """
    S, T, F, G or M, seven digits and the check letter of the series (weights 2, 7, 6, 5, 4, 3 and 2, mod 11).
    """
  static let countries: Set<Country> = [.sg]
  static let layouts: [Layout] = ["@#######@"]
  static let context = ["nric", "fin", "nric no", "nric number", "fin number", "identity card", "singapore id"]
  static let scores = Scores(alone: 0.85, bare: 0.5, context: 0.97)

  static func validity(of code: Code) -> Validity {
    var sum = WeightedSum.of(code.digits(1..<8), [2, 7, 6, 5, 4, 3, 2])
    let letters: [UInt8]
    switch code[0] {
    case UInt8(ascii: "S"): letters = citizens
    case UInt8(ascii: "T"): (letters, sum) = (citizens, sum + 4)
    case UInt8(ascii: "F"): letters = foreigners
    case UInt8(ascii: "G"): (letters, sum) = (foreigners, sum + 4)
    case UInt8(ascii: "M"): (letters, sum) = (foreignersSince2022, sum + 3)
    default: return .invalid
    }
    return Validity(letters[sum % 11] == code[8])
  }

  private static let citizens = Array("JZIHGFEDCBA".utf8)
  private static let foreigners = Array("XWUTRQPNMLK".utf8)
  private static let foreignersSince2022 = Array("XWUTRQPNJLK".utf8)
}
