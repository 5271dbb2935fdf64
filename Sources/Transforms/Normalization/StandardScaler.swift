import Columns
import Configuration

/// Centres a column on 0 and scales it to unit variance.
struct StandardScaler: Scaler {
  static let name = "standard_scaler"
  static let parameters: [Parameter<StandardScaler>] = [
    .init("with_mean", \.withMean, "Subtract the mean."),
    .init("with_std", \.withStd, "Divide by the standard deviation."),
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
    reveals: "Mean and standard deviation of each column, over at least k people.")

  var withMean = true
  var withStd = true

  struct Statistics: Accumulator {
    let names: [String]
    var moments: [Moments]
    var crowds: [Crowd]

    mutating func update(_ rows: Rows) throws(TransformError) {
      for (index, name) in names.enumerated() {
        let validity = rows.columns[index].validity
        moments[index].merge(Moments(try rows.numbers(of: index, named: name), validity: validity))
        crowds[index].update(rows, validity)
      }
    }

    mutating func merge(_ other: Statistics) {
      for index in names.indices {
        moments[index].merge(other.moments[index])
        crowds[index].merge(other.crowds[index])
      }
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(
      names: context.inputs.map(\.name), moments: context.inputs.map { _ in Moments() },
      crowds: context.inputs.map { _ in Crowd(k: context.k) })
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedColumns<FittedScaling> {
    var columns: [FittedScaling] = []
    for (index, name) in statistics.names.enumerated() {
      let moments = statistics.moments[index]
      guard moments.count > 0 else {
        columns.append(FittedScaling(name: name, center: nil, scale: nil))
        continue
      }
      try statistics.crowds[index].require(column: name)
      try moments.requireFinite(column: name)
      columns.append(
        FittedScaling(
          name: name, center: withMean ? moments.mean : 0,
          scale: withStd && !moments.isConstant ? moments.variance.squareRoot() : 1))
    }
    return FittedColumns(columns)
  }

  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: FittedScaling) { fitted.apply(to: numbers) }
}
