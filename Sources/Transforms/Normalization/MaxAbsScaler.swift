import Columns
import Configuration

/// Divides a column by its largest absolute value, so that zeros stay zeros.
struct MaxAbsScaler: Scaler {
  static let name = "max_abs_scaler"
  static let parameters: [Parameter<MaxAbsScaler>] = [
    .init("clip", \.clip, "Hold results within [-1, 1]."),
    infinityParameter,
  ]
  static let guide = Guide(
    summary: "Divides numbers by the largest absolute value of their column.",
    counterpart: "sklearn.preprocessing.MaxAbsScaler",
    formula: """
      y = x / max|x|; a column of zeros stays as it is. Missing values are left out of the fit and stay missing. With \
      privacy.k the k-th smallest and largest value, counted by people, stand for the extremes, so that results may \
      lie outside [-1, 1]; `clip` holds them inside.
      """,
    source: "scikit-learn 1.9, preprocessing/_data.py",
    example: "{id: scale, use: max_abs_scaler, columns: {type: number}}",
    reveals: """
      The largest absolute value of each column: with privacy.k of the k-th person from either end, otherwise of one \
      person.
      """)

  var clip = false
  var inf = InfinityPolicy.error

  func collected(_ context: FitContext) -> RangeStatistics { RangeStatistics(k: context.k) }

  func fit(_ collected: RangeStatistics, named name: String) throws(TransformError) -> FittedScaling {
    guard let bounds = try collected.bounds(column: name) else {
      return FittedScaling(name: name, center: nil, scale: nil)
    }
    return FittedScaling(name: name, center: 0, scale: max(abs(bounds.lowerBound), abs(bounds.upperBound)).divisor)
  }

  var hidesInfinity: Bool { clip }

  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: FittedScaling) {
    fitted.apply(to: numbers)
    guard clip else { return }
    for row in 0..<numbers.count {
      let scaled = numbers[row]
      numbers[row] = scaled < -1 ? -1 : scaled > 1 ? 1 : scaled
    }
  }
}
