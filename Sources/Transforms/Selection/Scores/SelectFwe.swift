import Configuration

/// Keeps columns so that hardly one is there by chance (Bonferroni).
struct SelectFwe: SignificanceSelector {
  static let name = "select_fwe"
  static let parameters: [Parameter<SelectFwe>] = [
    .init("score_func", \.scoreFunction, "How a column is tested: `f_classif`, `f_regression` or `chi2`."),
    .init("alpha", \.alpha, "The probability that any column is kept by chance.", .atLeast(0), .atMost(1)),
  ]
  static let guide = Guide(
    summary: "Keeps columns by Bonferroni's correction, which bounds the probability of any false positive.",
    counterpart: "sklearn.feature_selection.SelectFwe",
    formula: """
      kept if p < alpha / number of columns. \
      A column without a p-value is dropped. \(ScoreFunction.formula)
      """,
    source: ScoreFunction.source,
    example: """
      {id: pick, use: select_fwe, columns: {type: number}, with: {score_func: f_classif, alpha: 0.01}}
      """,
    reveals: "The score and p-value of each column; with privacy.k over at least k people.")

  var scoreFunction = ScoreFunction.classF
  var alpha = 0.05

  static func largest(of ascending: [Double], among count: Int, alpha: Double) -> Double? {
    ascending.last { $0 < alpha / Double(count) }
  }
}
