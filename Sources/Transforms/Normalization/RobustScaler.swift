import Columns
import Configuration

/// Centres a column on its median and scales it by a range of quantiles, so that outliers count little.
struct RobustScaler: Scaler {
  static let name = "robust_scaler"
  static let parameters: [Parameter<RobustScaler>] = [
    .init("with_centering", \.withCentering, "Subtract the median."),
    .init("with_scaling", \.withScaling, "Divide by the range between the two quantiles."),
    .init("quantile_range", \.quantileRange, "The two quantiles in percent, as `[low, high]`."),
    .init("unit_variance", \.unitVariance, "Scale so that normally distributed data gets variance 1."),
  ]
  static let guide = Guide(
    summary: "Centres numbers on their median and scales them by the interquartile range.",
    counterpart: "sklearn.preprocessing.RobustScaler",
    formula: """
      z = (x - median) / (q_high - q_low), percentiles interpolated linearly and exact; a constant column is divided \
      by 1. With unit_variance the range is divided by that of the standard normal distribution. Missing values are \
      left out of the fit and stay missing. With privacy.k no quantile has fewer than k people on a side.
      """,
    source: "scikit-learn 1.9, preprocessing/_data.py; numpy 2.4 percentile, method linear",
    example: "{id: scale, use: robust_scaler, columns: {type: number}, with: {quantile_range: [25, 75]}}",
    reveals: "Median and quantile range of each column; with privacy.k at least k people lie on each side.")

  var withCentering = true
  var withScaling = true
  var quantileRange = [25.0, 75.0]
  var unitVariance = false

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    guard quantileRange.count == 2, 0 <= quantileRange[0], quantileRange[0] <= quantileRange[1],
      quantileRange[1] <= 100
    else {
      throw .badArgument(
        parameter: "quantile_range", problem: "must be two numbers from 0 to 100, the smaller one first")
    }
    if unitVariance && !(0 < quantileRange[0] && quantileRange[0] < quantileRange[1] && quantileRange[1] < 100) {
      throw .badArgument(
        parameter: "quantile_range",
        problem: "must be two different numbers between 0 and 100, both excluded, for `unit_variance`")
    }
    try inputs.requireNumbers()
  }

  struct Statistics: Accumulator {
    let names: [String]
    var quantiles: [Quantiles]
    /// Bounds of the quantiles; kept only where k is set.
    var extremes: [Extremes]?

    mutating func update(_ rows: Rows) throws(TransformError) {
      for (index, name) in names.enumerated() {
        let numbers = try rows.numbers(of: index, named: name)
        let validity = rows.columns[index].validity
        quantiles[index].update(numbers, validity)
        extremes?[index].update(numbers, rows, validity)
      }
    }

    mutating func merge(_ other: Statistics) {
      for index in names.indices {
        quantiles[index].merge(other.quantiles[index])
        if let others = other.extremes { extremes?[index].merge(others[index]) }
      }
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(
      names: context.inputs.map(\.name), quantiles: context.inputs.map { _ in Quantiles() },
      extremes: context.k.map { k in context.inputs.map { _ in Extremes(k: k) } })
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedColumns<FittedScaling> {
    var columns: [FittedScaling] = []
    for (index, name) in statistics.names.enumerated() {
      let quantiles = statistics.quantiles[index]
      guard quantiles.count > 0 else {
        columns.append(FittedScaling(name: name, center: nil, scale: nil))
        continue
      }
      let bounds = try statistics.extremes?[index].bounds(column: name)
      let (median, percentiles) = quantiles.medianAndPercentiles(quantileRange)
      let center = withCentering ? median.clamped(to: bounds) : 0
      let ends = percentiles.map { $0.clamped(to: bounds) }
      let scale = withScaling ? (ends[1] - ends[0]).divisor / normalRange : 1
      guard center.isFinite, scale.isFinite, scale != 0 else {
        throw .unfittable(column: name, problem: "has a range too large for a double")
      }
      columns.append(FittedScaling(name: name, center: center, scale: scale))
    }
    return FittedColumns(columns)
  }

  /// The range between the two quantiles of the standard normal distribution; 1 unless it is asked for.
  private var normalRange: Double {
    unitVariance
      ? NormalDistribution.quantile(quantileRange[1] / 100) - NormalDistribution.quantile(quantileRange[0] / 100) : 1
  }

  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: FittedScaling) { fitted.apply(to: numbers) }
}

extension Double {
  /// Held within `bounds`, if there are any.
  func clamped(to bounds: ClosedRange<Double>?) -> Double {
    guard let bounds else { return self }
    return Swift.min(Swift.max(self, bounds.lowerBound), bounds.upperBound)
  }
}
