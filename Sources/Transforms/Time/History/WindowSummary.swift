/// What is known of some values and can be put together with what is known of others: nothing is ever taken out again,
/// so that a large value leaves no trace in the windows after it.
protocol WindowSummary: BitwiseCopyable {
  init()
  mutating func add(_ value: Double)
  mutating func merge(_ other: Self)
  func result(count: Int) -> Double
}

/// A sum that keeps what rounding takes away: Knuth's two-sum, "Seminumerical Algorithms", 4.2.2.
struct Total: WindowSummary {
  private var sum = 0.0
  private var lost = 0.0

  @inline(__always)
  mutating func add(_ value: Double) {
    let next = sum.addingReportingLoss(value)
    lost += next.lost
    sum = next.sum
  }

  @inline(__always)
  mutating func merge(_ other: Total) {
    add(other.sum)
    lost += other.lost
  }

  func result(count: Int) -> Double { sum.isFinite ? sum + lost : sum }
}

/// The mean.
struct Average: WindowSummary {
  private var total = Total()

  @inline(__always) mutating func add(_ value: Double) { total.add(value) }
  @inline(__always) mutating func merge(_ other: Average) { total.merge(other.total) }
  func result(count: Int) -> Double { total.result(count: count) / Double(count) }
}

/// The smallest value.
struct Lowest: WindowSummary {
  private var value = Double.infinity

  @inline(__always) mutating func add(_ other: Double) { value = other < value ? other : value }
  @inline(__always) mutating func merge(_ other: Lowest) { add(other.value) }
  func result(count: Int) -> Double { value }
}

/// The largest value.
struct Highest: WindowSummary {
  private var value = -Double.infinity

  @inline(__always) mutating func add(_ other: Double) { value = other > value ? other : value }
  @inline(__always) mutating func merge(_ other: Highest) { add(other.value) }
  func result(count: Int) -> Double { value }
}

/// Moments around the first value, so that no digits are lost at large offsets: Welford's update, merged by
/// M2 += n₁n₂/(n₁+n₂)·(m₁−m₂)² as in `Moments`.
struct Spread: WindowSummary {
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
