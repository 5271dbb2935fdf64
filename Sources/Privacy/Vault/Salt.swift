import CSodium

/// The 16 random bytes that make a subject's vaulted tokens. Not a key: without the key ring a salt gives no token.
struct Salt: BitwiseCopyable, Hashable, Sendable {
  static let length = 16

  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  static func random() -> Salt {
    var words: (UInt64, UInt64) = (0, 0)
    withUnsafeMutableBytes(of: &words) { randombytes_buf($0.baseAddress!, $0.count) }
    return Salt(high: words.0, low: words.1)
  }

  /// As it enters the hash: the first byte is the most significant one of `high`.
  var bytes: [UInt8] { BlindIndex(high: high, low: low).bytes }
}
