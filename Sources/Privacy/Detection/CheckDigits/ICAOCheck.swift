/// The check digit of machine-readable travel documents (ICAO 9303-3, 4.9): weights 7, 3, 1; letters as 10 to 35, `<` as 0.
enum ICAOCheck {
  static func digit(_ characters: some Sequence<UInt8>) -> Int? {
    var sum = 0
    for (index, byte) in characters.enumerated() {
      let value: Int
      switch byte {
      case UInt8(ascii: "<"): value = 0
      case _ where byte.isDigit: value = byte.digitValue
      case _ where byte.isIn(.upper): value = Int(byte - UInt8(ascii: "A")) + 10
      default: return nil
      }
      sum += value * [7, 3, 1][index % 3]
    }
    return sum % 10
  }
}
