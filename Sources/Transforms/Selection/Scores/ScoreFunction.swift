import Columns
import Configuration

/// How much a feature says about the target: the `score_func` of the selections that judge each feature by itself.
enum ScoreFunction: String, ParameterWord, Codable {
  case classF = "f_classif"
  case regressionF = "f_regression"
  case correlation = "r_regression"
  case chiSquared = "chi2"
  case classInformation = "mutual_info_classif"
  case regressionInformation = "mutual_info_regression"

  /// Whether the target is a number, not a class.
  var isRegression: Bool { [.regressionF, .correlation, .regressionInformation].contains(self) }
  var isInformation: Bool { [.classInformation, .regressionInformation].contains(self) }
  /// Whether there is a p-value beside the score.
  var isTest: Bool { [.classF, .regressionF, .chiSquared].contains(self) }

  /// What each score is, for the guides of the selections.
  static let formula = """
    f_classif: F of a one-way analysis of variance. f_regression: r^2 / (1 - r^2) * (n - 2), 0 for a constant \
    column. r_regression: the correlation r. chi2: sum of (observed - expected)^2 / expected over the classes, \
    expected = P(class) * sum of the column; values must not be negative. mutual_info_classif and \
    mutual_info_regression: in nats; int, bool, string and category columns are discrete, float columns continuous \
    (estimated from the 3 nearest neighbours). Missing values are refused: impute first.
    """
  static let source = """
    scikit-learn 1.9, feature_selection/_univariate_selection.py, _mutual_info.py, metrics/cluster/_supervised.py; \
    Kraskov, Stögbauer and Grassberger (2004); Ross (2014)
    """

  /// Refuses a target that cannot be scored against, and features that cannot be scored.
  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireFeatures()
    try target.require(number: isRegression, by: rawValue)
    guard isInformation else { return try inputs.requireNumbers() }
    for field in inputs where !(field.isDiscrete || field.type == .float) {
      throw .wrongType(column: field.name, expected: "bool, int, float, category or string", found: field.type)
    }
  }
}

extension Field {
  /// Whether mutual information takes the values as classes, not as numbers.
  var isDiscrete: Bool { [.bool, .int, .category, .string].contains(type) }
}
