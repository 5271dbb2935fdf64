import Columns
import Configuration

/// Keeps the given share of the columns: those that say most about the target.
struct SelectPercentile: UnivariateSelector {
  static let name = "select_percentile"
  static let parameters: [Parameter<SelectPercentile>] = [
    .init("score_func", \.scoreFunction, "How a column is scored against the target."),
    .init("percentile", \.percentile, "How many percent of the columns are kept.", .atLeast(0), .atMost(100)),
  ]
  static let guide = Guide(
    summary: "Keeps the given percentage of columns, those with the highest score against the target.",
    counterpart: "sklearn.feature_selection.SelectPercentile",
    formula: """
      kept if score > the (100 - percentile)th percentile of the scores, interpolated linearly; of the columns at that \
      percentile, the earlier ones up to the percentage, rounded down. A column without a score comes last. \
      \(ScoreFunction.formula)
      """,
    source: ScoreFunction.source,
    example: """
      {id: pick, use: select_percentile, columns: {type: number}, with: {score_func: f_regression, percentile: 40}}
      """,
    reveals: "The score of each column; with privacy.k over at least k people.")

  var scoreFunction = ScoreFunction.classF
  var percentile = 10.0

  func finish(
    _ statistics: ScoreStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<ScoredColumn> {
    let scores = try statistics.scores().map(\.value)
    let isKept = keeps(scores.map { $0 ?? -.greatestFiniteMagnitude })
    return FittedColumns(
      context.inputs.indices.map {
        ScoredColumn(name: context.inputs[$0].name, score: scores[$0], isKept: isKept[$0])
      })
  }

  private func keeps(_ scores: [Double]) -> [Bool] {
    if percentile == 100 || scores.isEmpty { return scores.map { _ in true } }
    if percentile == 0 { return scores.map { _ in false } }
    var quantiles = Quantiles()
    quantiles.update(Buffer(scores), nil)
    let threshold = quantiles.medianAndPercentiles([100 - percentile]).percentiles[0]
    var room = Int(Double(scores.count) * percentile / 100) - scores.count { $0 > threshold }
    return scores.map { score in
      guard score == threshold else { return score > threshold }
      room -= 1
      return room >= 0
    }
  }
}
