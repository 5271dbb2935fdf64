import Columns
import Configuration

/// Scales a column robustly and then bends its tails, so that no result is beyond a bound and no two values become one.
struct SquashingScaler: Scaler {
  static let name = "squashing_scaler"
  static let parameters: [Parameter<SquashingScaler>] = [
    .init("max_absolute_value", \.maxAbsoluteValue, "The bound that results approach.", .above(0)),
    .init("quantile_range", \.quantileRange, "The two quantiles in percent, as `[low, high]`."),
    infinityParameter,
  ]
  static let guide = Guide(
    summary: "Scales numbers by median and quantile range, then squashes outliers softly into a bound.",
    counterpart: "skrub.SquashingScaler",
    formula: """
      z = (x - median) / (q_high - q_low), or 2 (x - median) / (max - min) where the quantiles are equal, or 0 in a \
      constant column; y = z / sqrt(1 + (z / B)^2) with B = max_absolute_value. Missing values are left out of the fit \
      and stay missing. With privacy.k no quantile or extreme has fewer than k people on a side.
      """,
    source: "Holzmüller, Grinsztajn, Steinwart, \"Better by Default\" (2024), arXiv:2407.04491; skrub 0.11",
    example: "{id: squash, use: squashing_scaler, columns: {type: number}, with: {max_absolute_value: 3}}",
    reveals: """
      The median and quantile range of each column, or its range where that is 0; with privacy.k at least k people lie on \
      each side.
      """)

  var maxAbsoluteValue = 3.0
  var quantileRange = [25.0, 75.0]
  var inf = InfinityPolicy.error

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try quantileRange.requireQuantileRange()
    try inputs.requireNumbers()
  }

  func collected(_ context: FitContext) -> QuantileStatistics { QuantileStatistics(k: context.k) }

  /// A column's median and factor, which is 0 for a constant column.
  struct ScaledColumn: FittedScale {
    let name: String
    let center: Double?
    let factor: Double?

    var isEmpty: Bool { center == nil || factor == nil }
  }

  func fit(_ collected: QuantileStatistics, named name: String) throws(TransformError) -> ScaledColumn {
    guard collected.quantiles.count > 0 else { return ScaledColumn(name: name, center: nil, factor: nil) }
    let (median, ends) = try collected.medianAndPercentiles(quantileRange + [0, 100], column: name)
    let range = ends[1] - ends[0]
    let fullRange = ends[3] - ends[2]
    let factor = range > 0 ? 1 / range.divisor : fullRange > 0 ? 2 / (fullRange + Self.smallest) : 0
    guard median.isFinite, fullRange.isFinite, factor.isFinite else {
      throw .unfittable(column: name, problem: TransformError.rangeTooLarge)
    }
    return ScaledColumn(name: name, center: median, factor: factor)
  }

  /// What skrub adds to the range, the smallest normal number of single precision.
  private static let smallest = 0x1p-126

  var hidesInfinity: Bool { true }

  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: ScaledColumn) {
    guard let center = fitted.center, let factor = fitted.factor else { return }
    let bound = maxAbsoluteValue
    // Beyond it the square leaves the range of doubles, and the result is the bound to all digits.
    let far = 1e150 * bound
    for row in 0..<numbers.count {
      let z = (numbers[row] - center) * factor
      let ratio = z / bound
      let squashed = z / (1 + ratio * ratio).squareRoot()
      numbers[row] = abs(z) < far ? squashed : z < 0 ? -bound : bound
    }
  }
}

extension SquashingScaler.ScaledColumn {
  static let members: [StateMember] = ["name", .orderStatistics("center"), .orderStatistics("factor")]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), center: try reader.numberOrNull("center"),
      factor: try reader.numberOrNull("factor"))
  }

  var json: JSON {
    [
      "name": .string(name), "center": center.map { .float($0) } ?? .null, "factor": factor.map { .float($0) } ?? .null,
    ]
  }
}
