import Columns

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

  var heldByteCount: Int { quantiles.heldByteCount }

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
