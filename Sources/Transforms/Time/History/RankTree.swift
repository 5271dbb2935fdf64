/// How many of some values are in a window, by rank: a binary indexed tree. Source: Fenwick, "A New Data Structure for
/// Cumulative Frequency Tables", Software: Practice and Experience 24 (1994).
struct RankTree {
  private let first: Int
  /// Ascending.
  private let sorted: [Double]
  /// By place less `first`: the rank from 1, 0 for a missing value.
  private let ranks: [Int32]
  private var counts: [Int32]
  /// The largest power of two up to the number of values.
  private let top: Int

  init(_ values: UnsafeBufferPointer<Double>, _ places: Range<Int>) {
    first = places.lowerBound
    let present = places.filter { !values[$0].isNaN }.sorted { (values[$0], $0) < (values[$1], $1) }
    sorted = present.map { values[$0] }
    var ranks = [Int32](repeating: 0, count: places.count)
    for (rank, place) in present.enumerated() { ranks[place - places.lowerBound] = Int32(truncatingIfNeeded: rank + 1) }
    self.ranks = ranks
    counts = Array(repeating: 0, count: present.count + 1)
    var top = 1
    while top * 2 <= present.count { top *= 2 }
    self.top = top
  }

  /// Takes the value of a place in (1) or out (−1).
  mutating func change(_ place: Int, by difference: Int32) {
    var rank = Int(ranks[place - first])
    guard rank > 0 else { return }
    while rank < counts.count {
      counts[rank] &+= difference
      rank &+= rank & -rank
    }
  }

  /// The value at a 0-based position among those in the window, which has more than that.
  func value(at position: Int) -> Double {
    var (rank, left, step) = (0, Int32(truncatingIfNeeded: position), top)
    while step > 0 {
      if rank + step < counts.count, counts[rank + step] <= left {
        rank += step
        left &-= counts[rank]
      }
      step /= 2
    }
    return sorted[rank]
  }
}
