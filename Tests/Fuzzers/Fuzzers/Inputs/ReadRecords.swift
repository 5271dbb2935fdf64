import Columns
import Formats

/// What a reader made of a text, in a form that can be compared.
struct ReadRecords: Equatable {
  /// A column of each type.
  static let contracts: [ColumnContract] = [
    ("t", .string), ("n", .int), ("x", .float), ("b", .bool), ("d", .date), ("s", .timestamp), ("c", .category),
  ].map { ColumnContract(Field(name: $0, type: $1, isNullable: true)) }

  private var count = 0
  private var rows: [[String?]] = []
  private var invalid: [String] = []

  mutating func append(_ chunk: ParsedChunk) {
    let batch = chunk.batch
    require(chunk.recordCount >= batch.rowCount, "more rows than records")
    for row in 0..<batch.rowCount {
      rows.append(batch.columns.map { $0.validity.isValid(row) ? $0.text(at: row) : nil })
    }
    invalid += chunk.invalid.map { "\($0.rowNumber + Int64(count)) \($0.field ?? -1) \($0.rule)" }
    count += chunk.recordCount
  }
}
