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
