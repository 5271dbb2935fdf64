import Columns

/// Sorts doubles by the digits of order-preserving keys, the lowest digit first: six passes of 11 bits, of which those
/// are left out in which all keys agree. A million random doubles take a quarter of the time of `sorted()`.
enum RadixSort {
  private static let bits: UInt64 = 11
  private static let buckets = 1 << 11
  private static let passes = 6
  /// Fewer values are not worth the histograms.
  private static let leastCount = 1 << 12

  /// Ascending; −0.0 counts as 0.0.
  static func sorted(_ numbers: Buffer<Double>) -> [Double] {
    guard numbers.count >= leastCount else { return numbers.array.map { $0 + 0 }.sorted() }
    var keys = numbers.withUnsafeBufferPointer { numbers in numbers.map { $0.orderedBits } }
    var other = [UInt64](repeating: 0, count: keys.count)
    var places = histograms(keys)
    for pass in 0..<passes where !places[(pass * buckets)..<((pass + 1) * buckets)].contains(keys.count) {
      let shift = UInt64(pass) * bits
      keys.withUnsafeBufferPointer { keys in
        other.withUnsafeMutableBufferPointer { other in
          places.withUnsafeMutableBufferPointer { places in
            var before = 0
            for bucket in (pass * buckets)..<((pass + 1) * buckets) {
              (places[bucket], before) = (before, before + places[bucket])
            }
            for key in keys {
              let bucket = pass &* buckets &+ digit(key, shift)
              other[places[bucket]] = key
              places[bucket] &+= 1
            }
          }
        }
      }
      swap(&keys, &other)
    }
    return keys.map { Double(orderedBits: $0) }
  }

  /// How many keys have each digit, pass by pass.
  private static func histograms(_ keys: [UInt64]) -> [Int] {
    var counts = [Int](repeating: 0, count: passes * buckets)
    counts.withUnsafeMutableBufferPointer { counts in
      for key in keys {
        for pass in 0..<passes { counts[pass &* buckets &+ digit(key, UInt64(pass) &* bits)] &+= 1 }
      }
    }
    return counts
  }

  @inline(__always)
  private static func digit(_ key: UInt64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: key >> shift) & (buckets - 1)
  }
}
