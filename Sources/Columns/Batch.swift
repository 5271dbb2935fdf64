/// Equal-length columns under a schema: one morsel of work.
package struct Batch: Sendable {
  package let schema: Schema
  package let columns: [Column]
  /// Number of rows, also when there is no column.
  package let rowCount: Int
  /// The 1-based number of each row in its source, counted without the header; for messages only.
  package let rowNumbers: Buffer<Int64>

  package init(schema: Schema, columns: [Column], rowNumbers: Buffer<Int64>) {
    precondition(schema.count == columns.count)
    for column in columns { precondition(column.count == rowNumbers.count, "columns of one length") }
    self.schema = schema
    self.columns = columns
    self.rowNumbers = rowNumbers
    rowCount = rowNumbers.count
  }

  /// A batch whose rows are numbered from 1.
  package init(schema: Schema, columns: [Column]) {
    let count = columns.first?.count ?? 0
    self.init(
      schema: schema, columns: columns,
      rowNumbers: .numbers(count))
  }

  package subscript(name: String) -> Column? { schema.position(of: name).map { columns[$0] } }

  package func gather(_ rows: Buffer<Int32>) -> Batch {
    Batch(schema: schema, columns: columns.map { $0.gather(rows) }, rowNumbers: rowNumbers.gather(rows))
  }

  package var byteCount: Int { columns.reduce(rowNumbers.byteCount) { $0 + $1.byteCount } }
}

extension Buffer<Int64> {
  /// The numbers of the rows of a table by itself: 1, 2, 3.
  package static func numbers(_ count: Int) -> Buffer<Int64> {
    Buffer(count: count) { memory in for row in 0..<count { memory[row] = Int64(row + 1) } }
  }
}
