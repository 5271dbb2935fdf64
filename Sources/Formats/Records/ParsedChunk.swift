package import Columns

/// What became of a chunk's records.
package struct ParsedChunk: Sendable {
  package private(set) var batch: Batch
  /// By row number.
  package private(set) var invalid: [InvalidRow]
  /// Number of records, valid and invalid.
  package let recordCount: Int
  /// Whether the chunk ends within a quoted field: it was cut there, or the field has no end.
  package let endsInQuotes: Bool

  init(batch: Batch, invalid: [InvalidRow], recordCount: Int, endsInQuotes: Bool) {
    self.batch = batch
    self.invalid = invalid
    self.recordCount = recordCount
    self.endsInQuotes = endsInQuotes
  }

  /// The same with all row numbers greater by the number of records that stand before the chunk.
  package func moved(by records: Int64) -> ParsedChunk {
    guard records != 0 else { return self }
    var moved = self
    moved.batch = Batch(
      schema: batch.schema, columns: batch.columns, rowNumbers: batch.rowNumbers.map { $0 &+ records })
    for index in invalid.indices { moved.invalid[index].rowNumber += records }
    return moved
  }
}
