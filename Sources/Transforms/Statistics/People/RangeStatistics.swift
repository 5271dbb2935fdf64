import Columns

/// The smallest and largest number of a column.
struct RangeStatistics: ColumnStatistics {
  private var extremes: Extremes

  init(k: Int?) { extremes = Extremes(k: k) }

  mutating func update(_ numbers: Numbers) { extremes.update(numbers.values, numbers.rows, numbers.validity) }

  mutating func merge(_ other: RangeStatistics) { extremes.merge(other.extremes) }

  /// `nil` for a column without a value.
  func bounds(column: String) throws(TransformError) -> ClosedRange<Double>? { try extremes.bounds(column: column) }
}
