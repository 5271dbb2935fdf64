import CSodium

/// Base58Check: bytes in base 58, the last four of which begin the double SHA-256 of those before.
enum Base58Check {
  /// The bytes before the check; `nil` if there are not `count` with it, or the check is wrong.
  static func payload(_ text: Slice<Text>, bytes count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var leadingOnes = 0
    var isLeading = true
    for character in text {
      guard var carry = value(character) else { return nil }
      if isLeading, carry == 0 { leadingOnes += 1 } else { isLeading = false }
      for index in bytes.indices.reversed() {
        carry += Int(bytes[index]) * 58
        bytes[index] = UInt8(truncatingIfNeeded: carry)
        carry >>= 8
      }
      if carry != 0 { return nil }
    }
    // Each leading 1 stands for one leading zero byte, no more and no less.
    guard bytes.prefix(while: { $0 == 0 }).count == leadingOnes else { return nil }
    let payload = Array(bytes.dropLast(4))
    return sha256(sha256(payload)).prefix(4).elementsEqual(bytes.suffix(4)) ? payload : nil
  }

  private static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    // Fails for no input.
    _ = crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    return digest
  }

  /// Digits and letters without 0, I, O and l.
  static func value(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "1")...UInt8(ascii: "9"): Int(byte) - 0x31
    case UInt8(ascii: "A")...UInt8(ascii: "H"): Int(byte) - 0x41 + 9
    case UInt8(ascii: "J")...UInt8(ascii: "N"): Int(byte) - 0x4A + 17
    case UInt8(ascii: "P")...UInt8(ascii: "Z"): Int(byte) - 0x50 + 22
    case UInt8(ascii: "a")...UInt8(ascii: "k"): Int(byte) - 0x61 + 33
    case UInt8(ascii: "m")...UInt8(ascii: "z"): Int(byte) - 0x6D + 44
    default: nil
    }
  }
}
