/// Keccak-256 as Ethereum uses it: the sponge of FIPS 202 with the padding of the original submission.
enum Keccak256 {
  /// Of fewer than 136 bytes, one block.
  static func hash(_ message: [UInt8]) -> [UInt8] {
    precondition(message.count < rate, "one block")
    var state = [UInt64](repeating: 0, count: 25)
    for (index, byte) in message.enumerated() { state[index / 8] ^= UInt64(byte) << UInt64(index % 8 * 8) }
    state[message.count / 8] ^= 1 << UInt64(message.count % 8 * 8)
    state[(rate - 1) / 8] ^= 0x80 << 56
    for constant in roundConstants { round(&state, constant) }
    return (0..<32).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64($0 % 8 * 8)) }
  }

  private static let rate = 136

  /// One round of Keccak-f[1600] (FIPS 202, 3.2): theta, rho and pi, chi, iota.
  private static func round(_ state: inout [UInt64], _ constant: UInt64) {
    var parity = [UInt64](repeating: 0, count: 5)
    for index in 0..<25 { parity[index % 5] ^= state[index] }
    for x in 0..<5 {
      let change = parity[(x + 4) % 5] ^ rotated(parity[(x + 1) % 5], 1)
      for y in 0..<5 { state[x + 5 * y] ^= change }
    }
    var moved = [UInt64](repeating: 0, count: 25)
    for x in 0..<5 {
      for y in 0..<5 { moved[y + 5 * ((2 * x + 3 * y) % 5)] = rotated(state[x + 5 * y], rotations[x + 5 * y]) }
    }
    for y in 0..<5 {
      for x in 0..<5 {
        state[x + 5 * y] = moved[x + 5 * y] ^ (~moved[(x + 1) % 5 + 5 * y] & moved[(x + 2) % 5 + 5 * y])
      }
    }
    state[0] ^= constant
  }

  private static func rotated(_ lane: UInt64, _ count: UInt64) -> UInt64 {
    count == 0 ? lane : lane << count | lane >> (64 - count)
  }

  /// FIPS 202, table 2, modulo 64, by x + 5y.
  private static let rotations: [UInt64] = [
    0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14,
  ]

  private static let roundConstants: [UInt64] = [
    0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808A, 0x8000_0000_8000_8000, 0x0000_0000_0000_808B,
    0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009, 0x0000_0000_0000_008A, 0x0000_0000_0000_0088,
    0x0000_0000_8000_8009, 0x0000_0000_8000_000A, 0x0000_0000_8000_808B, 0x8000_0000_0000_008B, 0x8000_0000_0000_8089,
    0x8000_0000_0000_8003, 0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800A, 0x8000_0000_8000_000A,
    0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
  ]
}
