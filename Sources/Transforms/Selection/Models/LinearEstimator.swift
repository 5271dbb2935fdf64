import Columns
import Configuration

/// A regularized linear model whose coefficients say how much a feature matters.
enum LinearEstimator: String, ParameterWord, Codable {
  case ridge
  case lasso
  case logisticRegression = "logistic_regression"

  var isClassifier: Bool { self == .logisticRegression }

  /// What each model minimizes, for the guides.
  static let formula = """
    Coefficients w: ridge minimizes |y - Xw|^2 + alpha |w|^2; lasso |y - Xw|^2 / 2n + alpha |w|_1; \
    logistic_regression |w|^2 / 2 + C times the log loss, over all classes at once where there are more than two. The \
    intercept is not penalized. Columns are taken as they are: scale them first, or coefficients cannot be compared. \
    Missing values are refused.
    """
  static let source = """
    scikit-learn 1.9, linear_model/_ridge.py, _coordinate_descent.py, _logistic.py; solved by Cholesky, by coordinate \
    descent over the Gram matrix (Friedman, Hastie and Tibshirani, 2010), and by Newton's method
    """

  /// Refuses a target that cannot be modelled, and features that are no numbers.
  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireFeatures()
    try inputs.requireNumbers()
    try target.require(number: !isClassifier, by: rawValue)
  }
}
