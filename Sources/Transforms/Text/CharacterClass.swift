/// What Python's `re` and `str` take characters for, so that words end where scikit-learn's end.
enum CharacterClass {
  /// `\w`: a letter, a number of any kind, or `_`. Marks are none of them: a combining accent ends a word.
  @inline(__always)
  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? isWord(UInt8(truncatingIfNeeded: scalar.value)) : isWordBeyondASCII(scalar)
  }

  @inline(__always)
  static func isWord(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
      || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: "_")
  }

  private static func isWordBeyondASCII(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      true
    default: scalar.properties.numericType != nil
    }
  }

  /// `\s`, and what `str.split` splits at.
  @inline(__always)
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// `\d`: a decimal digit of any script.
  @inline(__always)
  static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return ("0"..."9").contains(scalar) }
    return scalar.properties.generalCategory == .decimalNumber
  }
}
