/// Luhn's check of ISO/IEC 7812-1, annex B.
enum Luhn {
  static func isValid(_ digits: [Int]) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      sum += index % 2 == 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9
    }
    return sum % 10 == 0
  }
}

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

/// The check digit of EAN-13 (GS1 General Specifications, 7.9).
enum EAN13 {
  static func isValid(_ digits: [Int]) -> Bool {
    digits.count == 13 && digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3) } % 10 == 0
  }
}

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
