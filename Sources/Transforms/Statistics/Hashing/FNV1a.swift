/// FNV-1a of Fowler, Noll and Vo, 64 bits, mixed at the end: a hash that is the same in every process and on every
/// machine, and so may decide what comes out. It has no key.
struct FNV1a {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The bytes of `text`, not mixed.
  static func bytes(of text: String) -> UInt64 {
    var hash = FNV1a()
    for byte in text.utf8 { hash.combine(byte) }
    return hash.state
  }

  private init() {}

  init(seed: Int) { combine(UInt64(bitPattern: Int64(seed))) }

  @inline(__always)
  mutating func combine(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

  @inline(__always)
  mutating func combine(_ word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { combine(UInt8(truncatingIfNeeded: word >> shift)) }
  }

  /// A length before the bytes, so that ("ab", "c") is not ("a", "bc"), and a missing value no empty one.
  mutating func combine(_ text: String?) {
    combine(text.map { UInt64($0.utf8.count) } ?? .max)
    for byte in (text ?? "").utf8 { combine(byte) }
  }

  var value: UInt64 { state.mixed }
}
