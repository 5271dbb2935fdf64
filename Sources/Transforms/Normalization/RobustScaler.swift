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
    infinityParameter,
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
    reveals: "The median and quantile range of each column; with privacy.k at least k people lie on each side.")

  var withCentering = true
  var withScaling = true
  var quantileRange = [25.0, 75.0]
  var unitVariance = false
  var inf = InfinityPolicy.error

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try quantileRange.requireQuantileRange()
    if unitVariance && !(0 < quantileRange[0] && quantileRange[0] < quantileRange[1] && quantileRange[1] < 100) {
      throw .badArgument(
        parameter: "quantile_range",
        problem: "must be two different numbers between 0 and 100, both excluded, for `unit_variance`")
    }
    try inputs.requireNumbers()
  }

  func collected(_ context: FitContext) -> QuantileStatistics { QuantileStatistics(k: context.k) }

  func fit(_ collected: QuantileStatistics, named name: String) throws(TransformError) -> FittedScaling {
    guard collected.quantiles.count > 0 else { return FittedScaling(name: name, center: nil, scale: nil) }
    let (median, ends) = try collected.medianAndPercentiles(quantileRange, column: name)
    let center = withCentering ? median : 0
    let scale = withScaling ? (ends[1] - ends[0]).divisor / normalRange : 1
    guard center.isFinite, scale.isFinite, scale != 0 else {
      throw .unfittable(column: name, problem: TransformError.rangeTooLarge)
    }
    return FittedScaling(name: name, center: center, scale: scale)
  }

  /// The range between the two quantiles of the standard normal distribution; 1 unless it is asked for.
  private var normalRange: Double {
    unitVariance
      ? NormalDistribution.quantile(quantileRange[1] / 100) - NormalDistribution.quantile(quantileRange[0] / 100) : 1
  }

  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: FittedScaling) { fitted.apply(to: numbers) }
}
