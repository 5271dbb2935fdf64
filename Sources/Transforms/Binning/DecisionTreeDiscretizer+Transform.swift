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
  static let members = ["name", "thresholds", "predictions", "missing"]

  init(_ reader: StateReader) throws(TransformError) {
    let thresholds = try reader.numbers("thresholds")
    let predictions = try reader.numbers("predictions")
    guard thresholds.count < BinnedColumn.mostBins, predictions.count == thresholds.count + 1,
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

extension DecisionTreeDiscretizer {
  func transform(_ rows: Rows, _ fitted: FittedColumns<TreeColumn>) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    var columns: [Column] = []
    for (column, fitted) in zip(rows.columns, fitted.columns) {
      let bins = try bins(of: column, fitted.tree, rows, named: fitted.name)
      guard binOutput == .prediction else {
        columns.append(bins)
        continue
      }
      columns.append(Column(.float(predictions(bins, fitted.tree, fitted.missing)), validity: bins.validity))
    }
    return columns
  }

  func transformFitted(_ rows: Rows, _ fitted: FittedColumns<TreeColumn>) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    guard binOutput == .prediction, fitted.columns.allSatisfy({ $0.outOfFold != nil }) else {
      return try transform(rows, fitted)
    }
    var columns: [Column] = []
    for (column, fitted) in zip(rows.columns, fitted.columns) {
      guard let outOfFold = fitted.outOfFold else { continue }
      let folds = outOfFold.folds.assign(rows)
      var predicted: [Buffer<Double>] = []
      for part in outOfFold.parts {
        let bins = try bins(of: column, part.tree, rows, named: fitted.name)
        predicted.append(predictions(bins, part.tree, part.missing))
      }
      let values = Buffer<Double>(count: rows.count) { memory in
        folds.withUnsafeBufferPointer { folds in
          for (fold, part) in predicted.enumerated() {
            part.withUnsafeBufferPointer { part in
              for row in 0..<folds.count where Int(folds[row]) == fold { memory[row] = part[row] }
            }
          }
        }
      }
      columns.append(Column(.float(values), validity: missing == .keep ? column.validity : nil))
    }
    return columns
  }

  /// The bin of each row; that of missing values is the last.
  private func bins(
    of column: Column, _ tree: ThresholdTree, _ rows: Rows, named name: String
  ) throws(TransformError) -> Column {
    try BinOutput(missing: missing, encode: .ordinal).columns(column, tree.bins, rows, named: name)[0]
  }

  /// 0 where the row is missing.
  private func predictions(_ bins: Column, _ tree: ThresholdTree, _ missing: Double) -> Buffer<Double> {
    let values = bins.ints.map { Int32(truncatingIfNeeded: $0) }.lookUp(in: tree.predictions + [missing])
    return bins.validity.map { values.cleared(where: $0, 0) } ?? values
  }
}
