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

  /// The 8 times 5 bits of 40 bits, each in a byte; the first ones in the most significant byte.
  @inline(__always)
  static func lanes(_ bits: UInt64) -> UInt64 {
    var lanes = (bits & 0xFF_FFF0_0000) << 12 | bits & 0xF_FFFF
    lanes = (lanes & 0x000F_FC00_000F_FC00) << 6 | lanes & 0x0000_03FF_0000_03FF
    return (lanes & 0x03E0_03E0_03E0_03E0) << 3 | lanes & 0x001F_001F_001F_001F
  }

  /// The characters of 8 lanes, without a look-up: `a` + value, less 73 from 26 on, where `2` comes.
  @inline(__always)
  static func letters(_ lanes: UInt64) -> UInt64 {
    let digits = (lanes &+ 0x6666_6666_6666_6666) >> 7 & 0x0101_0101_0101_0101
    return lanes &+ 0x6161_6161_6161_6161 &- digits &* 73
  }

  @inline(__always)
  static func letter(_ value: UInt8) -> UInt8 { value < 26 ? value + 97 : value + 24 }
}
