import Configuration

/// Keeps columns so that few of those kept are there by chance (Benjamini and Hochberg).
struct SelectFdr: SignificanceSelector {
  static let name = "select_fdr"
  static let parameters: [Parameter<SelectFdr>] = [
    .init("score_func", \.scoreFunction, "How a column is tested: `f_classif`, `f_regression` or `chi2`."),
    .init("alpha", \.alpha, "The share of kept columns that may be there by chance.", .atLeast(0), .atMost(1)),
  ]
  static let guide = Guide(
    summary: "Keeps columns by the procedure of Benjamini and Hochberg, which bounds the rate of false discoveries.",
    counterpart: "sklearn.feature_selection.SelectFdr",
    formula: """
      p(1) <= ... <= p(m); the largest p(i) <= alpha * i / m and all smaller ones are kept. \
      A column without a p-value is dropped. \(ScoreFunction.formula)
      """,
    source: ScoreFunction.source,
    example: """
      {id: pick, use: select_fdr, columns: {type: number}, with: {score_func: f_classif, alpha: 0.01}}
      """,
    reveals: "The score and p-value of each column; with privacy.k over at least k people.")

  var scoreFunction = ScoreFunction.classF
  var alpha = 0.05

  static func largest(of ascending: [Double], among count: Int, alpha: Double) -> Double? {
    ascending.indices.last { ascending[$0] <= alpha / Double(count) * Double($0 + 1) }.map { ascending[$0] }
  }
}
