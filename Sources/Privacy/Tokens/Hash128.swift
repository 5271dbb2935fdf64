/// The 16 bytes of a keyed hash, as two words; the first byte is the most significant one of `high`.
struct Hash128: BitwiseCopyable, Hashable, Sendable {
  var high: UInt64
  var low: UInt64
}
