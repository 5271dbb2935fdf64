import Columns

/// The accumulator of the encoders that count: one `LevelCounts` a column.
struct CategoryStatistics: Accumulator {
  private let names: [String]
  private(set) var columns: [LevelCounts]
  private let missing: MissingCategory

  init(_ context: FitContext, missing: MissingCategory = .value) {
    self.missing = missing
    names = context.inputs.map(\.name)
    columns = context.inputs.map { LevelCounts(type: $0.type, k: context.k) }
  }

  mutating func update(_ rows: Rows) throws(TransformError) {
    try rows.require(names)
    for (name, column) in zip(names, rows.columns) { try rows.require(missing, in: column, named: name) }
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
      throw .unfittable(column: name, problem: TransformError.noRow)
    }
  }
}
