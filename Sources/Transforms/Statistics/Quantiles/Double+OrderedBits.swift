import Columns

extension Double {
  /// Bits whose unsigned order is the order of the doubles; −0.0 counts as 0.0.
  @inline(__always)
  var orderedBits: UInt64 {
    let bits = word
    return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
  }

  @inline(__always)
  init(orderedBits bits: UInt64) {
    self.init(bitPattern: bits >> 63 == 1 ? bits ^ 1 << 63 : ~bits)
  }
}
