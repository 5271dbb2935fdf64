import Columns

/// A selection that keeps what chance alone would hardly give.
protocol SignificanceSelector: UnivariateSelector where Decision == TestedColumn {
  var alpha: Double { get }
  /// The largest p-value that is kept of these, which are in ascending order; `nil`: none is.
  static func largest(of ascending: [Double], among count: Int, alpha: Double) -> Double?
}

extension SignificanceSelector {
  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    guard scoreFunction.isTest else {
      throw .badArgument(
        parameter: "score_func", problem: "must be f_classif, f_regression or chi2: others have no p-value")
    }
    try scoreFunction.check(inputs, target: target)
  }

  func finish(
    _ statistics: ScoreStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<TestedColumn> {
    let scores = try statistics.scores()
    let ascending = scores.compactMap(\.pValue).sorted()
    let bound = Self.largest(of: ascending, among: scores.count, alpha: alpha)
    return FittedColumns(
      zip(context.inputs, scores).map { field, score in
        TestedColumn(
          name: field.name, score: score.value, pValue: score.pValue,
          isKept: score.pValue.flatMap { p in bound.map { p <= $0 } } ?? false)
      })
  }
}
