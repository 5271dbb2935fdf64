extension UInt64 {
  /// Two codes as one word.
  @inline(__always)
  static func pair(_ first: Int32, _ second: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
  }

  /// The two codes, as indices.
  @inline(__always)
  var pair: (Int, Int) { (Int(self >> 32), Int(self & 0xFFFF_FFFF)) }
}
