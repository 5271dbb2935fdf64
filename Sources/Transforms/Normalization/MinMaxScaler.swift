import Columns
import Configuration

/// Maps the range of a column linearly onto a given range.
struct MinMaxScaler: Scaler {
  static let name = "min_max_scaler"
  static let parameters: [Parameter<MinMaxScaler>] = [
    .init("feature_range", \.featureRange, "The range to map onto, as `[low, high]`."),
    .init("clip", \.clip, "Hold values outside the fitted range at the ends of `feature_range`."),
    infinityParameter,
  ]
  static let guide = Guide(
    summary: "Maps the range of each column linearly onto [0, 1] or another range.",
    counterpart: "sklearn.preprocessing.MinMaxScaler",
    formula: """
      factor = (high - low) / (max - min); y = x * factor + (low - min * factor). A constant column becomes low. \
      Missing values are left out of the fit and stay missing. With privacy.k, min and max are the k-th smallest and \
      largest value counted by people, so that values may fall outside the range; `clip` holds them inside.
      """,
    source: "scikit-learn 1.9, preprocessing/_data.py",
    example: "{id: scale, use: min_max_scaler, columns: {type: number}, with: {feature_range: [0, 1], clip: true}}",
    reveals: "The extremes of each column: with privacy.k of the k-th person from either end, otherwise of one person.")

  var featureRange = [0.0, 1.0]
  var clip = false
  var inf = InfinityPolicy.error

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    guard featureRange.count == 2, featureRange[0] < featureRange[1] else {
      throw .badArgument(parameter: "feature_range", problem: "must be two numbers, the smaller one first")
    }
    guard (featureRange[1] - featureRange[0]).isFinite else {
      throw .badArgument(parameter: "feature_range", problem: "must span less than the range of doubles")
    }
    try inputs.requireNumbers()
  }

  /// A column's fitted map, x·factor + summand; missing for a column that had no value.
  struct ScaledColumn: FittedScale {
    let name: String
    let factor: Double?
    let summand: Double?

    var isEmpty: Bool { factor == nil || summand == nil }
  }

  func collected(_ context: FitContext) -> RangeStatistics { RangeStatistics(k: context.k) }

  func fit(_ collected: RangeStatistics, named name: String) throws(TransformError) -> ScaledColumn {
    guard let bounds = try collected.bounds(column: name) else {
      return ScaledColumn(name: name, factor: nil, summand: nil)
    }
    let range = (bounds.upperBound - bounds.lowerBound).divisor
    let factor = (featureRange[1] - featureRange[0]) / range
    let summand = featureRange[0] - bounds.lowerBound * factor
    guard range.isFinite, factor.isFinite, summand.isFinite else {
      throw .unfittable(column: name, problem: TransformError.rangeTooLarge)
    }
    return ScaledColumn(name: name, factor: factor, summand: summand)
  }

  var hidesInfinity: Bool { clip }

  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: ScaledColumn) {
    guard let factor = fitted.factor, let summand = fitted.summand else { return }
    for row in 0..<numbers.count { numbers[row] = numbers[row] * factor + summand }
    guard clip else { return }
    let (low, high) = (featureRange[0], featureRange[1])
    for row in 0..<numbers.count {
      let scaled = numbers[row]
      numbers[row] = scaled < low ? low : scaled > high ? high : scaled
    }
  }
}

extension MinMaxScaler.ScaledColumn {
  static let members: [StateMember] = ["name", .orderStatistics("factor"), .orderStatistics("summand")]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), factor: try reader.numberOrNull("factor"),
      summand: try reader.numberOrNull("summand"))
  }

  var json: JSON {
    [
      "name": .string(name), "factor": factor.map { .float($0) } ?? .null,
      "summand": summand.map { .float($0) } ?? .null,
    ]
  }
}
