import Columns
import Configuration

/// Drops the column with the smallest coefficient in a linear model, fits again, and so on.
struct RecursiveElimination: ModelSelector {
  static let name = "rfe"
  static let parameters: [Parameter<RecursiveElimination>] =
    modelParameters + [
      .init("n_features_to_select", \.kept, "How many columns are kept, or which share of them; by default half."),
      .init("step", \.step, "How many columns are dropped at a time, or which share of all."),
    ]
  static let guide = Guide(
    summary: "Drops columns one after another, each time that with the smallest coefficient in a linear model.",
    counterpart: "sklearn.feature_selection.RFE",
    formula: """
      importance = sum of w^2 over the classes. The step columns of least importance are dropped, of equal ones the \
      first, and the model is fitted on the rest, until n_features_to_select are left. The score is the rank: 1 for \
      what is kept, 2 for what was dropped last. \(LinearEstimator.formula)
      """,
    source: "Guyon et al. (2002); scikit-learn 1.9, feature_selection/_rfe.py, \(LinearEstimator.source)",
    example: """
      {id: pick, use: rfe, columns: {type: number}, with: {estimator: ridge, n_features_to_select: 5}}
      """,
    reveals: "The rank of each column; with privacy.k over at least k people.")

  var estimator = LinearEstimator.ridge
  var alpha = 1.0
  var c = 1.0
  var kept: CountOrShare?
  var step = CountOrShare.count(1)

  func finish(
    _ statistics: ModelStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<ScoredColumn> {
    try statistics.require()
    let names = statistics.names
    let wanted = max(1, (kept ?? .share(0.5)).of(names.count))
    let stride = max(1, step.of(names.count))
    var rest = Array(names.indices)
    var ranks = names.map { _ in 1 }
    while rest.count > wanted {
      let coefficients = try model.coefficients(of: rest, statistics)
      let importances = rest.indices.map { place in coefficients.reduce(0) { $0 + $1[place] * $1[place] } }
      guard importances.allSatisfy(\.isFinite) else { throw .illConditioned(names) }
      let worst = rest.indices
        .sorted { importances[$0] != importances[$1] ? importances[$0] < importances[$1] : $0 < $1 }
        .prefix(min(stride, rest.count - wanted))
      let dropped = Set(worst)
      rest = rest.indices.filter { !dropped.contains($0) }.map { rest[$0] }
      let remaining = Set(rest)
      for column in names.indices where !remaining.contains(column) { ranks[column] += 1 }
    }
    return FittedColumns(
      names.indices.map { ScoredColumn(name: names[$0], score: Double(ranks[$0]), isKept: ranks[$0] == 1) })
  }
}
