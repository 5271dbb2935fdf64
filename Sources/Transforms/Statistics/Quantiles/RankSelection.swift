import Columns

/// Finds values by rank without sorting all of them: a histogram over the upper 16 bits of order-preserving keys tells
/// which few buckets hold the wanted ranks, and only those are looked at again. Two passes over most data; four at
/// worst, when all values share their upper 48 bits.
enum RankSelection {
  /// Buckets of at most this many values are sorted.
  private static let sortLimit = 4096
  /// Beyond as many ranks most buckets hold one, and everything is sorted.
  private static let manyRanks = 64

  /// The values at ascending 0-based ranks of the sorted union of `chunks`.
  static func values(of chunks: [Buffer<Double>], at ranks: [Int]) -> [Double] {
    if ranks.count > manyRanks {
      let sorted = chunks.flatMap { chunk in chunk.map { $0.orderedBits }.array }.sorted()
      return ranks.map { Double(orderedBits: sorted[$0]) }
    }
    var histogram = [Int](repeating: 0, count: 1 << 16)
    for chunk in chunks {
      chunk.withUnsafeBufferPointer { values in
        histogram.withUnsafeMutableBufferPointer { histogram in
          for value in values { histogram[Int(truncatingIfNeeded: value.orderedBits >> 48)] &+= 1 }
        }
      }
    }
    return select(histogram, ranks, shift: 48) { bucket, count in
      var keys: [UInt64] = []
      keys.reserveCapacity(count)
      for chunk in chunks {
        chunk.withUnsafeBufferPointer { values in
          for value in values where Int(truncatingIfNeeded: value.orderedBits >> 48) == bucket {
            keys.append(value.orderedBits)
          }
        }
      }
      return keys
    }
  }

  /// The same over keys that agree above bit `shift + 16`.
  private static func values(of keys: [UInt64], at ranks: [Int], shift: UInt64) -> [Double] {
    if keys.count <= sortLimit {
      let sorted = keys.sorted()
      return ranks.map { Double(orderedBits: sorted[$0]) }
    }
    var histogram = [Int](repeating: 0, count: 1 << 16)
    for key in keys { histogram[Int(truncatingIfNeeded: key >> shift & 0xFFFF)] &+= 1 }
    return select(histogram, ranks, shift: shift) { bucket, _ in
      keys.filter { Int(truncatingIfNeeded: $0 >> shift & 0xFFFF) == bucket }
    }
  }

  /// Walks the histogram; `gather` fetches the keys of a bucket that holds a wanted rank.
  private static func select(
    _ histogram: [Int], _ ranks: [Int], shift: UInt64, gather: (Int, Int) -> [UInt64]
  ) -> [Double] {
    var result: [Double] = []
    var before = 0
    for (bucket, count) in histogram.enumerated() where count > 0 {
      var wanted: [Int] = []
      while result.count + wanted.count < ranks.count, ranks[result.count + wanted.count] < before + count {
        wanted.append(ranks[result.count + wanted.count] - before)
      }
      if !wanted.isEmpty {
        let keys = gather(bucket, count)
        result +=
          shift == 0
          ? wanted.map { _ in Double(orderedBits: keys[0]) } : values(of: keys, at: wanted, shift: shift - 16)
      }
      before += count
      if result.count == ranks.count { break }
    }
    return result
  }
}
