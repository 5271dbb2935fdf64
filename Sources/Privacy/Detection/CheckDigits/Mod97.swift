/// ISO 7064 MOD 97-10, as IBAN uses it: the first four characters count last, letters as 10 to 35; the rest is 1.
enum Mod97 {
  static func isValid(_ characters: [UInt8]) -> Bool {
    guard characters.count > 4 else { return false }
    var rest = 0
    for byte in characters[4...] + characters[..<4] {
      if byte.isDigit {
        rest = (rest * 10 + byte.digitValue) % 97
      } else if byte.isIn(.upper) {
        rest = (rest * 100 + Int(byte - UInt8(ascii: "A")) + 10) % 97
      } else {
        return false
      }
    }
    return rest == 1
  }
}
