import Columns
import Configuration

/// What the selections share that score each feature against the target by itself.
protocol UnivariateSelector: Selector where Statistics == SelectionStatistics {
  var scoreFunction: ScoreFunction { get }
}

extension UnivariateSelector {
  static var needsTarget: Bool { true }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try scoreFunction.check(inputs, target: target)
  }

  func statistics(_ context: FitContext) -> SelectionStatistics { SelectionStatistics(scoreFunction, context) }
}

/// A column, its score and p-value.
struct TestedColumn: SelectedColumn {
  let name: String
  /// `nil` where the data define none.
  let score: Double?
  let pValue: Double?
  let isKept: Bool
}

extension TestedColumn {
  static let members = ["name", "score", "p_value", "kept"]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), score: try reader.numberOrNull("score"),
      pValue: try reader.numberOrNull("p_value"), isKept: try reader.bool("kept"))
  }

  var json: JSON {
    [
      "name": .string(name), "score": score.map { .float($0) } ?? .null,
      "p_value": pValue.map { .float($0) } ?? .null, "kept": .bool(isKept),
    ]
  }
}

/// A selection that keeps what chance alone would hardly give.
protocol SignificanceSelector: UnivariateSelector where Decision == TestedColumn {
  var alpha: Double { get }
  /// The largest p-value that is kept of these, which are in ascending order; `nil`: none is.
  static func largest(of ascending: [Double], among count: Int, alpha: Double) -> Double?
}

extension SignificanceSelector {
  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    guard scoreFunction.isTest else {
      throw .badArgument(
        parameter: "score_func", problem: "must be f_classif, f_regression or chi2: others have no p-value")
    }
    try scoreFunction.check(inputs, target: target)
  }

  func finish(
    _ statistics: SelectionStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<TestedColumn> {
    let scores = try statistics.scores()
    let ascending = scores.compactMap(\.pValue).sorted()
    let bound = Self.largest(of: ascending, among: scores.count, alpha: alpha)
    return FittedColumns(
      zip(context.inputs, scores).map { field, score in
        TestedColumn(
          name: field.name, score: score.value, pValue: score.pValue,
          isKept: score.pValue.flatMap { p in bound.map { p <= $0 } } ?? false)
      })
  }
}
