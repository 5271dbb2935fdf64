/// Base32 of RFC 4648 section 6 in small letters (a-z, 2-7), without padding: survives case folding, file names, URLs
/// and double clicks.
enum Base32 {
  static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

  /// The 5 bits of a character, or 255.
  static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var bits: UInt32 = 0
    var width: UInt32 = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      width += 8
      while width >= 5 {
        width -= 5
        text.append(alphabet[Int(bits >> width & 31)])
      }
    }
    if width > 0 { text.append(alphabet[Int(bits << (5 - width) & 31)]) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Writes the 26 characters of 16 bytes, given as two words, the first bytes most significant.
  @inline(__always)
  static func write(
    high: UInt64, low: UInt64, alphabet: UnsafeBufferPointer<UInt8>, to text: UnsafeMutablePointer<UInt8>
  ) {
    // 12 characters from the first 60 bits, one across the words, 12 from the next 60, 2 bits and 3 zeros at the end.
    for position in 0..<12 {
      text[position] = alphabet[Int(truncatingIfNeeded: high >> UInt64(59 - 5 * position)) & 31]
    }
    text[12] = alphabet[Int(truncatingIfNeeded: high << 1 | low >> 63) & 31]
    for position in 0..<12 {
      text[13 + position] = alphabet[Int(truncatingIfNeeded: low >> UInt64(58 - 5 * position)) & 31]
    }
    text[25] = alphabet[Int(truncatingIfNeeded: low << 2) & 31]
  }
}
