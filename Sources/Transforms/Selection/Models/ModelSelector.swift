import Columns
import Configuration

/// What the selections share that go by the coefficients of a linear model.
protocol ModelSelector: Selector where Statistics == ModelStatistics {
  var estimator: LinearEstimator { get set }
  var alpha: Double { get set }
  var c: Double { get set }
}

extension ModelSelector {
  static var needsTarget: Bool { true }

  static var modelParameters: [Parameter<Self>] {
    [
      .init("estimator", \.estimator, "The model whose coefficients decide.", required: true),
      .init("alpha", \.alpha, "The penalty of ridge and lasso.", .above(0)),
      .init("c", \.c, "The inverse penalty of logistic_regression.", .above(0)),
    ]
  }

  var model: LinearModel { LinearModel(estimator: estimator, alpha: alpha, c: c) }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try estimator.check(inputs, target: target)
  }

  func statistics(_ context: FitContext) -> ModelStatistics { ModelStatistics(estimator, context) }
}
