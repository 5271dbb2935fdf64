import Columns
import Configuration

/// Keeps the k columns that say most about the target.
struct SelectKBest: Selector {
  static let name = "select_k_best"
  static let parameters: [Parameter<SelectKBest>] = [
    .init("score_func", \.scoreFunction, "`f_classif`, `f_regression`, `chi2` or `mutual_info_classif`."),
    .init("k", \.k, "How many columns are kept, or `all`."),
  ]
  static let guide = Guide(
    summary: "Keeps the k columns with the highest score against the target.",
    counterpart: "sklearn.feature_selection.SelectKBest",
    formula: """
      f_classif: F of a one-way analysis of variance. f_regression: r^2 / (1 - r^2) * (n - 2), 0 for a constant \
      column. chi2: sum of (observed - expected)^2 / expected over the classes, expected = P(class) * sum of the \
      column; values must not be negative. mutual_info_classif: in nats, for discrete columns. Of equal scores the \
      later column is kept; a column without a score comes last. Missing values are refused: impute first.
      """,
    source: "scikit-learn 1.9, feature_selection/_univariate_selection.py, metrics/cluster/_supervised.py",
    example: """
      {id: pick, use: select_k_best, columns: {role: feature, type: number}, with: {score_func: f_classif, k: 20}}
      """,
    reveals: "The score of each column, over at least k people.")
  static var needsTarget: Bool { true }

  enum ScoreFunction: String, ParameterWord {
    case classF = "f_classif"
    case regressionF = "f_regression"
    case chiSquared = "chi2"
    case mutualInformation = "mutual_info_classif"
  }

  /// How many columns are kept.
  enum Count: ParameterValue, Equatable {
    case all
    case best(Int)

    static func decode(_ node: Node, _ decoder: inout Decoder) -> Count? {
      if case .scalar("all", _) = node.content { return .all }
      guard let count = Int.decode(node, &decoder) else { return nil }
      guard count >= 1 else {
        decoder.report(.badValue, at: node.span, "`k` must be at least 1", help: "give a number, or `all`")
        return nil
      }
      return .best(count)
    }

    static var schema: JSON { ["oneOf": [["const": "all"], ["type": "integer", "minimum": 1]]] }

    var json: JSON? {
      switch self {
      case .all: "all"
      case .best(let count): .int(Int64(count))
      }
    }
  }

  var scoreFunction = ScoreFunction.classF
  var k = Count.best(10)

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireFeatures()
    guard let target else { throw .unusableTarget(problem: "`select_k_best` needs a target, and no column is one") }
    let targets: [ColumnType] = scoreFunction == .regressionF ? [.int, .float] : [.bool, .int, .category, .string]
    guard targets.contains(target.type) else {
      throw .unusableTarget(
        problem: "the target `\(target.name)` is \(target.type.rawValue), but `\(scoreFunction.rawValue)` needs "
          + (scoreFunction == .regressionF ? "int or float" : "bool, int, category or string"))
    }
    guard scoreFunction == .mutualInformation else { return try inputs.requireNumbers() }
    for field in inputs where ![.bool, .int, .category, .string].contains(field.type) {
      throw .wrongType(
        column: field.name, expected: "bool, int, category or string (mutual information is of discrete columns)",
        found: field.type)
    }
  }

  func statistics(_ context: FitContext) -> SelectionStatistics { SelectionStatistics(scoreFunction, context) }

  func finish(
    _ statistics: SelectionStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<ScoredColumn> {
    let scores = try statistics.scores()
    let kept: Set<Int>
    switch k {
    case .all: kept = Set(scores.indices)
    case .best(let count):
      let order = scores.indices.sorted { left, right in
        let (a, b) = (scores[left] ?? -.greatestFiniteMagnitude, scores[right] ?? -.greatestFiniteMagnitude)
        return a != b ? a < b : left < right
      }
      kept = Set(order.suffix(count))
    }
    return FittedColumns(
      context.inputs.indices.map {
        ScoredColumn(name: context.inputs[$0].name, score: scores[$0], isKept: kept.contains($0))
      })
  }
}
