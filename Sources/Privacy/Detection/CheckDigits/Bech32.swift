/// The address format of segregated witnesses: Bech32 (BIP 173) for version 0, Bech32m (BIP 350) for later ones.
enum Bech32 {
  /// Whether `data`, small letters and digits after `bc1`, is an address: a version, a program of 2 to 40 bytes (20 or 32
  /// in version 0) and six check characters.
  static func isAddress(_ data: [UInt8]) -> Bool {
    var values: [Int] = []
    values.reserveCapacity(data.count)
    for byte in data {
      guard let value = alphabet.firstIndex(of: byte) else { return false }
      values.append(value)
    }
    guard values.count >= 8, values[0] <= 16 else { return false }
    // `bc`, its high bits, a zero and its low bits.
    let expanded = [3, 3, 0, 2, 3] + values
    guard checksum(expanded) == (values[0] == 0 ? 1 : 0x2BC8_30A3) else { return false }
    let bits = (values.count - 7) * 5
    let bytes = bits / 8
    // What is left of the last character is less than one and zero.
    guard bits % 8 < 5, values[values.count - 7] & (1 << (bits % 8) - 1) == 0 else { return false }
    return values[0] == 0 ? bytes == 20 || bytes == 32 : (2...40).contains(bytes)
  }

  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

  private static func checksum(_ values: [Int]) -> Int {
    let generators = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
    var register = 1
    for value in values {
      let top = register >> 25
      register = (register & 0x1FF_FFFF) << 5 ^ value
      for bit in 0..<5 where top >> bit & 1 == 1 { register ^= generators[bit] }
    }
    return register
  }
}
