/// A sum of doubles to twice their digits, so that a term can be taken out again without a trace of it.
///
/// Source: T. J. Dekker, "A floating-point technique for extending the available precision", Numerische Mathematik 18
/// (1971); D. Knuth's exact sum of two numbers.
struct PreciseSum: Sendable, Codable, Equatable {
  private var high = 0.0
  private var low = 0.0

  init() {}

  init(_ value: Double) { high = value }

  @inline(__always)
  mutating func add(_ value: Double) {
    let (sum, lost) = high.addingReportingLoss(value)
    low += lost
    high = sum + low
    low -= high - sum
  }

  mutating func merge(_ other: PreciseSum) {
    add(other.high)
    add(other.low)
  }

  /// The sum without one of its terms.
  @inline(__always)
  func without(_ value: Double) -> Double {
    var rest = self
    rest.add(-value)
    return rest.value
  }

  var value: Double { high + low }
}

extension Double {
  /// The sum, and what rounding took from it. Source: Knuth, "Seminumerical Algorithms", 4.2.2.
  @inline(__always)
  func addingReportingLoss(_ other: Double) -> (sum: Double, lost: Double) {
    let sum = self + other
    let added = sum - self
    return (sum, (self - (sum - added)) + (other - added))
  }
}
