import Columns
import Configuration

/// Centres a column on 0 and scales it to unit variance.
struct StandardScaler: Scaler {
  static let name = "standard_scaler"
  static let parameters: [Parameter<StandardScaler>] = [
    .init("with_mean", \.withMean, "Subtract the mean."),
    .init("with_std", \.withStd, "Divide by the standard deviation."),
    infinityParameter,
  ]
  static let guide = Guide(
    summary: "Centres numbers on 0 and scales them to unit variance.",
    counterpart: "sklearn.preprocessing.StandardScaler",
    formula: """
      z = (x - mean) / std, with denominator n in the variance. A constant column is divided by 1. Missing values are \
      left out of the fit and stay missing; a column without any value comes out missing.
      """,
    source: "scikit-learn 1.9, preprocessing/_data.py; variance by Chan, Golub and LeVeque (1983)",
    example: "{id: scale, use: standard_scaler, columns: {type: number}}",
    reveals: "The mean and standard deviation of each column; with privacy.k over at least k people.")

  var withMean = true
  var withStd = true
  var inf = InfinityPolicy.error

  func collected(_ context: FitContext) -> MomentStatistics { MomentStatistics(k: context.k) }

  func fit(_ collected: MomentStatistics, named name: String) throws(TransformError) -> FittedScaling {
    let moments = collected.moments
    guard moments.count > 0 else { return FittedScaling(name: name, center: nil, scale: nil) }
    try collected.require(column: name)
    return FittedScaling(
      name: name, center: withMean ? moments.mean : 0,
      scale: withStd && !moments.isConstant ? moments.variance.squareRoot() : 1)
  }

  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: FittedScaling) { fitted.apply(to: numbers) }
}
