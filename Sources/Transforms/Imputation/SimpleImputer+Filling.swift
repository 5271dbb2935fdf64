import Columns

extension SimpleImputer {
  func transform(_ rows: Rows, _ fitted: FittedColumns<FilledColumn>) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    var columns: [Column] = []
    for (column, fitted) in zip(rows.columns, fitted.columns) {
      try rows.requireFinite(column, named: fitted.name)
      guard let fill = fitted.fill else { continue }
      guard let filled = column.filled(with: fill) else {
        throw .badState(problem: "the fill of column `\(fitted.name)` is of another type")
      }
      columns.append(filled)
    }
    for (column, fitted) in zip(rows.columns, fitted.columns) where fitted.hasIndicator {
      columns.append(Column(.bool(column.missing)))
    }
    return columns
  }
}
