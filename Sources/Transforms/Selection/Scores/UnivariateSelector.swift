import Columns
import Configuration

/// What the selections share that score each feature against the target by itself.
protocol UnivariateSelector: Selector where Statistics == ScoreStatistics {
  var scoreFunction: ScoreFunction { get }
}

extension UnivariateSelector {
  static var needsTarget: Bool { true }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try scoreFunction.check(inputs, target: target)
  }

  func statistics(_ context: FitContext) -> ScoreStatistics { ScoreStatistics(scoreFunction, context) }
}
