import Columns
import Configuration

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
    return values.cleared(where: bins.validity, 0)
  }
}
