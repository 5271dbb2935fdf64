/// A model with its penalty.
struct LinearModel: Sendable {
  let estimator: LinearEstimator
  /// Of ridge and lasso.
  let alpha: Double
  /// The inverse penalty of logistic regression.
  let c: Double

  /// The coefficients of some of the columns: a row for each class, a single one for numbers and two classes.
  func coefficients(
    of columns: [Int], _ statistics: ModelStatistics
  ) throws(TransformError) -> [[Double]] {
    switch estimator {
    case .ridge: [try LeastSquares(statistics, columns).ridge(alpha)]
    case .lasso: [try LeastSquares(statistics, columns).lasso(alpha)]
    case .logisticRegression: try LogisticRegression(statistics, columns, penalty: 1 / c).coefficients()
    }
  }
}
