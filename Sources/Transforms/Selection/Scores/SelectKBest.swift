import Columns
import Configuration

/// Keeps the k columns that say most about the target.
struct SelectKBest: UnivariateSelector {
  static let name = "select_k_best"
  static let parameters: [Parameter<SelectKBest>] = [
    .init("score_func", \.scoreFunction, "How a column is scored against the target."),
    .init("k", \.k, "How many columns are kept, or `all`."),
  ]
  static let guide = Guide(
    summary: "Keeps the k columns with the highest score against the target.",
    counterpart: "sklearn.feature_selection.SelectKBest",
    formula: ScoreFunction.formula
      + " Of equal scores the later column is kept; a column without a score comes last.",
    source: ScoreFunction.source,
    example: """
      {id: pick, use: select_k_best, columns: {role: feature, type: number}, with: {score_func: f_classif, k: 20}}
      """,
    reveals: "The score of each column; with privacy.k over at least k people.")

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

  func finish(
    _ statistics: ScoreStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<ScoredColumn> {
    let scores = try statistics.scores().map(\.value)
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
