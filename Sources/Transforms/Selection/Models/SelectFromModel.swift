import Columns
import Configuration

/// Keeps the columns that a linear model gives large coefficients.
struct SelectFromModel: ModelSelector {
  static let name = "select_from_model"
  static let parameters: [Parameter<SelectFromModel>] =
    modelParameters + [
      .init(
        "threshold", \.threshold,
        "The least importance kept: a number, mean, median or `1.25*mean`; by default 1e-5 for lasso, else the mean."),
      .init("max_features", \.maxFeatures, "At most so many columns are kept.", .atLeast(1)),
    ]
  static let guide = Guide(
    summary: "Keeps the columns with large coefficients in a regularized linear model of the target.",
    counterpart: "sklearn.feature_selection.SelectFromModel",
    formula: """
      importance = sum of |w| over the classes; kept if importance >= threshold and it is among the max_features \
      largest, of equal ones the first. \(LinearEstimator.formula)
      """,
    source: "scikit-learn 1.9, feature_selection/_from_model.py, \(LinearEstimator.source)",
    example: """
      {id: pick, use: select_from_model, columns: {type: number}, with: {estimator: lasso, alpha: 0.1}}
      """,
    reveals: "The importance of each column; with privacy.k over at least k people.")

  var estimator = LinearEstimator.ridge
  var alpha = 1.0
  var c = 1.0
  var threshold: ImportanceThreshold?
  var maxFeatures: Int?

  func finish(
    _ statistics: ModelStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<ScoredColumn> {
    try statistics.require()
    let names = statistics.names
    let coefficients = try model.coefficients(of: Array(names.indices), statistics)
    let importances = names.indices.map { column in coefficients.reduce(0) { $0 + abs($1[column]) } }
    guard importances.allSatisfy(\.isFinite) else { throw .illConditioned(names) }
    let bound = (threshold ?? (estimator == .lasso ? .number(1e-5) : .mean(factor: 1))).bound(importances)
    let order = importances.indices.sorted { left, right in
      importances[left] != importances[right] ? importances[left] > importances[right] : left < right
    }
    let candidates = Set(order.prefix(maxFeatures ?? order.count))
    return FittedColumns(
      names.indices.map { column in
        ScoredColumn(
          name: names[column], score: importances[column],
          isKept: candidates.contains(column) && importances[column] >= bound)
      })
  }
}
