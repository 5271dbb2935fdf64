import Columns

/// Mean and variance of a column, and whether enough people stand behind them.
struct MomentStatistics: ColumnStatistics {
  private(set) var moments = Moments()
  private var crowd: Crowd

  init(k: Int?) { crowd = Crowd(k: k) }

  mutating func update(_ numbers: Numbers) {
    moments.merge(Moments(numbers.values, validity: numbers.validity))
    crowd.update(numbers.rows, numbers.validity)
  }

  mutating func merge(_ other: MomentStatistics) {
    moments.merge(other.moments)
    crowd.merge(other.crowd)
  }

  /// Refuses moments of fewer than k people, and those beyond the range of doubles.
  func require(column: String) throws(TransformError) {
    try crowd.require(column: column)
    try moments.requireFinite(column: column)
  }
}

/// The smallest and largest number of a column.
struct RangeStatistics: ColumnStatistics {
  private var extremes: Extremes

  init(k: Int?) { extremes = Extremes(k: k) }

  mutating func update(_ numbers: Numbers) { extremes.update(numbers.values, numbers.rows, numbers.validity) }

  mutating func merge(_ other: RangeStatistics) { extremes.merge(other.extremes) }

  /// `nil` for a column without a value.
  func bounds(column: String) throws(TransformError) -> ClosedRange<Double>? { try extremes.bounds(column: column) }
}

/// The exact quantiles of a column; where k is set, none has fewer than k people on a side.
struct QuantileStatistics: ColumnStatistics {
  private(set) var quantiles = Quantiles()
  /// Bounds of the quantiles; kept only where k is set.
  private var extremes: Extremes?

  init(k: Int?) { extremes = k.map { Extremes(k: $0) } }

  mutating func update(_ numbers: Numbers) {
    quantiles.update(numbers.values, numbers.validity)
    extremes?.update(numbers.values, numbers.rows, numbers.validity)
  }

  mutating func merge(_ other: QuantileStatistics) {
    quantiles.merge(other.quantiles)
    if let others = other.extremes { extremes?.merge(others) }
  }

  /// What quantiles are held within; `nil` where k is not set.
  func bounds(column: String) throws(TransformError) -> ClosedRange<Double>? { try extremes?.bounds(column: column) }

  /// The median and percentiles by numpy's `linear` rule; there must be a value.
  func medianAndPercentiles(
    _ percents: [Double], column: String
  ) throws(TransformError) -> (median: Double, percentiles: [Double]) {
    let bounds = try bounds(column: column)
    let (median, percentiles) = quantiles.medianAndPercentiles(percents)
    return (median.clamped(to: bounds), percentiles.map { $0.clamped(to: bounds) })
  }
}

extension Double {
  /// Held within `bounds`, if there are any.
  func clamped(to bounds: ClosedRange<Double>?) -> Double {
    guard let bounds else { return self }
    return Swift.min(Swift.max(self, bounds.lowerBound), bounds.upperBound)
  }

  /// A spread as a divisor: 1 for that of a constant column (below 10 ε), scikit-learn's `_handle_zeros_in_scale`.
  var divisor: Double { self < 10 * Double.ulpOfOne ? 1 : self }
}

extension [Double] {
  /// Refuses what is not the percents of a lower and a higher quantile.
  func requireQuantileRange() throws(TransformError) {
    guard count == 2, 0 <= self[0], self[0] <= self[1], self[1] <= 100 else {
      throw .badArgument(
        parameter: "quantile_range", problem: "must be two numbers from 0 to 100, the smaller one first")
    }
  }
}
