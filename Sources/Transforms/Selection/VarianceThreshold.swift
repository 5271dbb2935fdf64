import Columns
import Configuration

/// Drops columns that hardly vary.
struct VarianceThreshold: Selector {
  static let name = "variance_threshold"
  static let parameters: [Parameter<VarianceThreshold>] = [
    .init("threshold", \.threshold, "Columns with a variance of at most this are dropped.", .atLeast(0))
  ]
  static let guide = Guide(
    summary: "Drops columns whose variance does not exceed a threshold; by default, constant ones.",
    counterpart: "sklearn.feature_selection.VarianceThreshold",
    formula: """
      kept if variance > threshold, with denominator n over the present values. A column whose values are all equal \
      has variance 0 whatever the rounding; scikit-learn sees that only without missing values.
      """,
    source: "scikit-learn 1.9, feature_selection/_variance_threshold.py",
    example: "{id: constant, use: variance_threshold, columns: {type: number}}",
    reveals: "The variance of each column; with privacy.k over at least k people.")

  var threshold = 0.0

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireFeatures()
    try inputs.requireNumbers()
  }

  struct Statistics: Accumulator {
    let names: [String]
    var moments: [Moments]
    /// Only whether all values are equal is taken from them.
    var extremes: [Extremes]
    var crowds: [Crowd]

    mutating func update(_ rows: Rows) throws(TransformError) {
      for (index, name) in names.enumerated() {
        let numbers = try rows.numbers(of: index, named: name)
        let validity = rows.columns[index].validity
        moments[index].merge(Moments(numbers, validity: validity))
        extremes[index].update(numbers, rows, validity)
        crowds[index].update(rows, validity)
      }
    }

    mutating func merge(_ other: Statistics) {
      for index in names.indices {
        moments[index].merge(other.moments[index])
        extremes[index].merge(other.extremes[index])
        crowds[index].merge(other.crowds[index])
      }
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(
      names: context.inputs.map(\.name), moments: context.inputs.map { _ in Moments() },
      extremes: context.inputs.map { _ in Extremes(k: nil) }, crowds: context.inputs.map { _ in Crowd(k: context.k) })
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedColumns<ScoredColumn> {
    var columns: [ScoredColumn] = []
    for (index, name) in statistics.names.enumerated() {
      let moments = statistics.moments[index]
      guard moments.count > 0 else {
        columns.append(ScoredColumn(name: name, score: nil, isKept: false))
        continue
      }
      try statistics.crowds[index].require(column: name)
      try moments.requireFinite(column: name)
      let variance = statistics.extremes[index].isConstant ? 0 : moments.variance
      columns.append(ScoredColumn(name: name, score: variance, isKept: variance > threshold))
    }
    if let first = columns.first, !columns.contains(where: \.isKept) {
      throw .unfittable(
        column: first.name, problem: "does not exceed the variance threshold, nor does any other column of the step")
    }
    return FittedColumns(columns)
  }
}
