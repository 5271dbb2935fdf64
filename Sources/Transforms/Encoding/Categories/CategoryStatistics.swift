import Columns

/// The accumulator of the encoders that count: one `LevelCounts` a column.
struct CategoryStatistics: Accumulator {
  private let names: [String]
  private(set) var columns: [LevelCounts]
  private let refusesMissing: Bool

  init(_ context: FitContext, refusesMissing: Bool = false) {
    self.refusesMissing = refusesMissing
    names = context.inputs.map(\.name)
    columns = context.inputs.map { LevelCounts(type: $0.type, k: context.k) }
  }

  mutating func update(_ rows: Rows) throws(TransformError) {
    try rows.require(names)
    if refusesMissing {
      for (name, column) in zip(names, rows.columns) { try rows.requirePresent(column, named: name) }
    }
    for position in columns.indices { columns[position].update(rows.columns[position], people: rows.people) }
  }

  mutating func merge(_ other: CategoryStatistics) throws(TransformError) {
    for (position, name) in names.enumerated() {
      try columns[position].merge(other.columns[position], column: name)
    }
  }

  /// Refuses to fit on no row at all.
  func requireRows() throws(TransformError) {
    for (name, counts) in zip(names, columns) where counts.rowCount == 0 {
      throw .unfittable(column: name, problem: "has no row to learn from")
    }
  }
}
