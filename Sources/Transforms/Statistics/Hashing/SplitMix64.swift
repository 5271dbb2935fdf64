extension UInt64 {
  /// 2^64 divided by the golden ratio, the increment of SplitMix64: multiples of it differ in all their bits.
  static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): every bit of the result hangs on every bit.
  @inline(__always)
  var mixed: UInt64 {
    var mixed = (self ^ self >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A draw by a hash, independent of those with another salt.
  @inline(__always)
  func drawn(_ salt: UInt64) -> UInt64 { (self ^ salt).mixed }

  /// From 0 to below `bound`, without modulo bias: the high half of a product, in which every bit has a say.
  @inline(__always)
  func reduced(below bound: UInt64) -> UInt64 { multipliedFullWidth(by: bound).high }

  /// Between 0 and 1, both excluded.
  @inline(__always)
  var unitFraction: Double { (Double(self >> 12) + 0.5) * 0x1p-52 }
}
