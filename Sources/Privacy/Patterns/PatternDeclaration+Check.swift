import Configuration

extension PatternDeclaration.Check {
  /// Whether the check digits of a match are right. Spaces, `-`, `.`, `/` and `_` do not count; anything else that the
  /// method has no number for makes it wrong.
  func isValid(_ match: Slice<Text>) -> Bool {
    let characters = match.filter { !" -./_".utf8.contains($0) }.map(\.uppercased)
    let digits = characters.allSatisfy(\.isDigit) ? characters.map(\.digitValue) : nil
    switch self {
    case .luhn: return digits.map { $0.count > 1 && Luhn.isValid($0) } ?? false
    case .verhoeff: return digits.map { $0.count > 1 && Verhoeff.isValid($0) } ?? false
    case .mod11And10: return digits.map { $0.count > 1 && ISO7064.isMod11And10($0) } ?? false
    case .mod11Radix2:
      guard let last = characters.last, last.isDigit || last == UInt8(ascii: "X"), characters.count > 1,
        characters.dropLast().allSatisfy(\.isDigit)
      else { return false }
      return ISO7064.isMod11Radix2(
        characters.dropLast().map(\.digitValue), check: last.isDigit ? last.digitValue : 10)
    case .mod97: return Self.rest97(characters) == 1
    case .iban: return Mod97.isValid(characters)
    case .ean13: return digits.map { EAN13.isValid($0) } ?? false
    case .icao:
      guard let last = characters.last, last.isDigit, characters.count > 1 else { return false }
      return ICAOCheck.digit(characters.dropLast()) == last.digitValue
    }
  }

  /// Of the number that characters make, letters as 10 to 35; `nil` for others.
  private static func rest97(_ characters: [UInt8]) -> Int? {
    guard characters.count > 2 else { return nil }
    var rest = 0
    for byte in characters {
      if byte.isDigit {
        rest = (rest * 10 + byte.digitValue) % 97
      } else if byte.isIn(.upper) {
        rest = (rest * 100 + Int(byte - UInt8(ascii: "A")) + 10) % 97
      } else {
        return nil
      }
    }
    return rest
  }
}

extension UInt8 {
  fileprivate var uppercased: UInt8 { isIn(.lower) ? self - 32 : self }
}
