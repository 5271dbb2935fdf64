/// MurmurHash3_x86_32 of Austin Appleby (public domain): the hash by which scikit-learn places features, so that a
/// hashed column is the same column here and there.
///
/// Never for anything that protects a person: it has no key, and its input can be found by trying.
enum MurmurHash3 {
  /// The hash of `bytes`.
  @inline(__always)
  static func hash32(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt32 = 0) -> UInt32 {
    var hash = seed
    let blocks = bytes.count / 4
    if let base = UnsafeRawPointer(bytes.baseAddress) {
      for block in 0..<blocks {
        let word = base.loadUnaligned(fromByteOffset: block &* 4, as: UInt32.self)
        hash = rotate(hash ^ scramble(UInt32(littleEndian: word)), by: 13) &* 5 &+ 0xE654_6B64
      }
    }
    var tail: UInt32 = 0
    for place in stride(from: bytes.count - 1, through: blocks * 4, by: -1) { tail = tail << 8 | UInt32(bytes[place]) }
    hash ^= scramble(tail)  // of 0 is 0: no tail changes nothing

    hash ^= UInt32(truncatingIfNeeded: bytes.count)
    hash = (hash ^ hash >> 16) &* 0x85EB_CA6B
    hash = (hash ^ hash >> 13) &* 0xC2B2_AE35
    return hash ^ hash >> 16
  }

  /// Where scikit-learn's hashers put a feature: |h| mod `count` of the hash h taken as signed, and the sign of h
  /// (that of 0 is positive). `count` is from 1 to 2^31 − 1.
  @inline(__always)
  static func place(_ bytes: UnsafeBufferPointer<UInt8>, among count: Int) -> (index: Int, isNegative: Bool) {
    let hash = Int32(bitPattern: hash32(bytes))
    return (Int(hash.magnitude) % count, hash < 0)
  }

  @inline(__always)
  private static func scramble(_ word: UInt32) -> UInt32 {
    rotate(word &* 0xCC9E_2D51, by: 15) &* 0x1B87_3593
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, by bits: UInt32) -> UInt32 { word << bits | word >> (32 - bits) }
}
