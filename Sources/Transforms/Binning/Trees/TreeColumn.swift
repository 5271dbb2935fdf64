import Columns
import Configuration

/// The tree of a column.
struct TreeColumn: FittedColumn {
  struct Part: Sendable, Equatable {
    let tree: ThresholdTree
    /// What is predicted for a missing value.
    let missing: Double
  }

  /// What the fitted rows need beside the state. Lives as long as the run that fits and is never stored: it would tell
  /// apart the people of each fold.
  struct OutOfFold: Sendable {
    let folds: Folds
    /// By fold, the tree that was grown without it.
    let parts: [Part]
  }

  let name: String
  let tree: ThresholdTree
  let missing: Double
  /// Absent from a state that was read back, and where no prediction is put out.
  let outOfFold: OutOfFold?

  /// Equal as states.
  static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && left.tree == right.tree && left.missing == right.missing
  }
}

extension TreeColumn {
  static let members: [StateMember] = [
    "name", .orderStatistics("thresholds"), .statistics("predictions"), .statistics("missing"),
  ]

  init(_ reader: StateReader) throws(TransformError) {
    let thresholds = try reader.numbers("thresholds")
    let predictions = try reader.numbers("predictions")
    guard thresholds.count < OutputColumns.most, predictions.count == thresholds.count + 1,
      zip(thresholds, thresholds.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .badState(problem: "the bins of a column are no tree's") }
    self.init(
      name: try reader.string("name"), tree: ThresholdTree(thresholds: thresholds, predictions: predictions),
      missing: try reader.number("missing"), outOfFold: nil)
  }

  var json: JSON {
    [
      "name": .string(name), "thresholds": .array(tree.thresholds.map { .float($0) }),
      "predictions": .array(tree.predictions.map { .float($0) }), "missing": .float(missing),
    ]
  }
}
