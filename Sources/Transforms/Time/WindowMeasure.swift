import Columns
import Configuration

/// What is computed over the present values of a window.
enum WindowMeasure: String, ParameterWord {
  case mean, sum, min, max, std, count, median

  var type: ColumnType { self == .count ? .int : .float }

  /// A column by rows: missing where the window has fewer than `minimum` values (`count`: rows), or too few for the
  /// measure.
  func column(
    _ windows: HistoryWindows, over values: Buffer<Double>, minimum: Int, _ input: HistoryInput
  ) throws(TransformError) -> Column {
    let counts = windows.counts(of: values)
    if self == .count { return windows.column(counts, minimum: minimum) }
    let results =
      switch self {
      case .sum, .count: windows.fold(values, counts, minimum, Total.self)
      case .mean: windows.fold(values, counts, Swift.max(1, minimum), Average.self)
      case .min: windows.fold(values, counts, Swift.max(1, minimum), Lowest.self)
      case .max: windows.fold(values, counts, Swift.max(1, minimum), Highest.self)
      case .std: windows.fold(values, counts, Swift.max(2, minimum), Spread.self)
      case .median: windows.medians(of: values, counts, Swift.max(1, minimum))
      }
    return try windows.history.column(results, input.table, named: input.field.name)
  }
}

/// What is known of some values and can be put together with what is known of others: nothing is ever taken out again,
/// so that a large value leaves no trace in the windows after it.
protocol WindowSummary: BitwiseCopyable {
  init()
  mutating func add(_ value: Double)
  mutating func merge(_ other: Self)
  func result(count: Int) -> Double
}

/// A sum that keeps what rounding takes away: Knuth's two-sum, "Seminumerical Algorithms", 4.2.2.
private struct Total: WindowSummary {
  private var sum = 0.0
  private var lost = 0.0

  @inline(__always)
  mutating func add(_ value: Double) {
    let next = sum + value
    let added = next - sum
    lost += (sum - (next - added)) + (value - added)
    sum = next
  }

  @inline(__always)
  mutating func merge(_ other: Total) {
    add(other.sum)
    lost += other.lost
  }

  func result(count: Int) -> Double { sum.isFinite ? sum + lost : sum }
}

private struct Average: WindowSummary {
  private var total = Total()

  @inline(__always) mutating func add(_ value: Double) { total.add(value) }
  @inline(__always) mutating func merge(_ other: Average) { total.merge(other.total) }
  func result(count: Int) -> Double { total.result(count: count) / Double(count) }
}

private struct Lowest: WindowSummary {
  private var value = Double.infinity

  @inline(__always) mutating func add(_ other: Double) { value = other < value ? other : value }
  @inline(__always) mutating func merge(_ other: Lowest) { add(other.value) }
  func result(count: Int) -> Double { value }
}

private struct Highest: WindowSummary {
  private var value = -Double.infinity

  @inline(__always) mutating func add(_ other: Double) { value = other > value ? other : value }
  @inline(__always) mutating func merge(_ other: Highest) { add(other.value) }
  func result(count: Int) -> Double { value }
}

/// Moments around the first value, so that no digits are lost at large offsets: Welford's update, merged by
/// M2 += n₁n₂/(n₁+n₂)·(m₁−m₂)² as in `Moments`.
private struct Spread: WindowSummary {
  private var count = 0.0
  private var origin = 0.0
  /// Less the origin.
  private var mean = 0.0
  private var squares = 0.0

  @inline(__always)
  mutating func add(_ value: Double) {
    if count == 0 { origin = value }
    let shifted = value - origin
    count += 1
    let difference = shifted - mean
    mean += difference / count
    squares += difference * (shifted - mean)
  }

  @inline(__always)
  mutating func merge(_ other: Spread) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let total = count + other.count
    let difference = (other.origin - origin) + (other.mean - mean)
    squares += other.squares + count * other.count / total * difference * difference
    mean += difference * other.count / total
    count = total
  }

  /// The standard deviation with denominator n − 1.
  func result(count: Int) -> Double { (squares / Double(count - 1)).squareRoot() }
}

extension HistoryWindows {
  /// The number of present values in the window of each place.
  fileprivate func counts(of values: Buffer<Double>) -> Buffer<Int32> {
    let before = Buffer<Int32>(count: values.count + 1) { memory in
      memory[0] = 0
      values.withUnsafeBufferPointer { values in
        for place in 0..<values.count { memory[place + 1] = memory[place] &+ (values[place].isNaN ? 0 : 1) }
      }
    }
    return Buffer(count: values.count) { memory in
      before.withUnsafeBufferPointer { before in
        starts.withUnsafeBufferPointer { starts in
          ends.withUnsafeBufferPointer { ends in
            for place in 0..<memory.count { memory[place] = before[Int(ends[place])] &- before[Int(starts[place])] }
          }
        }
      }
    }
  }

  /// The summary of each window in one pass, by two stacks: of the values up to some middle all summaries of a value
  /// and those after it are kept, of those behind the middle the one of all. When the start passes the middle, the
  /// middle moves to the end. Each value is added twice.
  fileprivate func fold<Summary: WindowSummary>(
    _ values: Buffer<Double>, _ counts: Buffer<Int32>, _ minimum: Int, _: Summary.Type
  ) -> Buffer<Double> {
    var front = [Summary](repeating: Summary(), count: values.count)
    return Buffer(count: values.count) { memory in
      front.withUnsafeMutableBufferPointer { front in
        values.withUnsafeBufferPointer { values in
          starts.withUnsafeBufferPointer { starts in
            ends.withUnsafeBufferPointer { ends in
              counts.withUnsafeBufferPointer { counts in
                history.forEachEntity { places in
                  var middle = places.lowerBound
                  var backEnd = middle
                  var back = Summary()
                  for place in places {
                    let (start, end) = (Int(starts[place]), Int(ends[place]))
                    if start >= middle {
                      back = Summary()
                      var place = end
                      while place > start {
                        place &-= 1
                        if !values[place].isNaN { back.add(values[place]) }
                        front[place] = back
                      }
                      back = Summary()
                      middle = end
                      backEnd = end
                    }
                    while backEnd < end {
                      if !values[backEnd].isNaN { back.add(values[backEnd]) }
                      backEnd &+= 1
                    }
                    let count = Int(counts[place])
                    guard count >= minimum else {
                      memory[place] = .nan
                      continue
                    }
                    var summary = back
                    if start < middle { summary.merge(front[start]) }
                    let result = summary.result(count: count)
                    // Sums beyond the range of doubles: an error, and not a missing value.
                    memory[place] = result.isNaN ? .infinity : result
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The median of each window, from a tree over the ranks of the entity's values: O(log n) for each step.
  fileprivate func medians(of values: Buffer<Double>, _ counts: Buffer<Int32>, _ minimum: Int) -> Buffer<Double> {
    Buffer(count: values.count) { memory in
      values.withUnsafeBufferPointer { values in
        history.forEachEntity { places in
          var ranks = RankTree(values, places)
          var (first, next) = (places.lowerBound, places.lowerBound)
          for place in places {
            let (start, end) = (Int(starts[place]), Int(ends[place]))
            while next < end {
              ranks.change(next, by: 1)
              next &+= 1
            }
            while first < start {
              ranks.change(first, by: -1)
              first &+= 1
            }
            let count = Int(counts[place])
            guard count >= minimum else {
              memory[place] = .nan
              continue
            }
            let (low, high) = (ranks.value(at: (count - 1) / 2), ranks.value(at: count / 2))
            memory[place] = MedianSelection.midpoint(low, high)
          }
        }
      }
    }
  }
}

/// How many of some values are in a window, by rank: a binary indexed tree. Source: Fenwick, "A New Data Structure for
/// Cumulative Frequency Tables", Software: Practice and Experience 24 (1994).
private struct RankTree {
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

extension HistoryWindows {
  /// A column of counts by row, missing for windows of fewer rows (with or without a value) than `minimum`, as pandas
  /// has it, and for rows in no history.
  fileprivate func column(_ counts: Buffer<Int32>, minimum: Int) -> Column {
    let scattered = Buffer<Int64>(count: history.rowCount) { memory in
      if history.rows.count < history.rowCount { memory.initialize(repeating: -1) }
      for place in 0..<history.rows.count {
        let isLargeEnough = Int(ends[place] &- starts[place]) >= minimum
        memory[Int(history.rows[place])] = isLargeEnough ? Int64(counts[place]) : -1
      }
    }
    return scattered.withUnsafeBufferPointer { values in
      Column(.int(scattered.map { max($0, 0) }), validity: Bitmap(count: history.rowCount) { values[$0] >= 0 })
    }
  }
}
