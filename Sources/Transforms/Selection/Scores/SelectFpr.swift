import Configuration

/// Keeps the columns whose score chance alone would seldom give.
struct SelectFpr: SignificanceSelector {
  static let name = "select_fpr"
  static let parameters: [Parameter<SelectFpr>] = [
    .init("score_func", \.scoreFunction, "How a column is tested: `f_classif`, `f_regression` or `chi2`."),
    .init("alpha", \.alpha, "Columns with a smaller p-value are kept.", .atLeast(0), .atMost(1)),
  ]
  static let guide = Guide(
    summary: "Keeps columns whose p-value is below alpha, which bounds the rate of false positives.",
    counterpart: "sklearn.feature_selection.SelectFpr",
    formula: """
      kept if p < alpha. \
      A column without a p-value is dropped. \(ScoreFunction.formula)
      """,
    source: ScoreFunction.source,
    example: """
      {id: pick, use: select_fpr, columns: {type: number}, with: {score_func: f_classif, alpha: 0.01}}
      """,
    reveals: "The score and p-value of each column; with privacy.k over at least k people.")

  var scoreFunction = ScoreFunction.classF
  var alpha = 0.05

  static func largest(of ascending: [Double], among count: Int, alpha: Double) -> Double? {
    ascending.last { $0 < alpha }
  }
}
