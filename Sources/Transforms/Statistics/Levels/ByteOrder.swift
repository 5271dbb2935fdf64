#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The order of texts by the bytes of their UTF-8, which is that of their code points: scikit-learn's, and the same in
/// every locale.
enum ByteOrder {
  /// Below, at or above 0.
  static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
    let common = min(a.count, b.count)
    if common > 0, let left = a.baseAddress, let right = b.baseAddress {
      let order = memcmp(left, right, common)
      if order != 0 { return Int(order) }
    }
    return a.count - b.count
  }

  static func precedes(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    return left.withUTF8 { left in right.withUTF8 { right in compare(left, right) < 0 } }
  }
}
