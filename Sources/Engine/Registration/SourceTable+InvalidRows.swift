import Columns
import Formats
import Privacy

/// A column that is tokenized, for rows that break the contract elsewhere: they are set aside, and are somebody's all the
/// same.
struct TokenizedColumn: Sendable {
  let contract: ColumnContract
  let tokenizer: Tokenizer
  let tokenAsRaw: Bool
}

extension SourceTable {
  /// The tokens that invalid rows of a chunk would have, and perhaps some more: of a record of CSV every field is looked
  /// at, for which is which is not known. They are for filters, which may say yes too often, never too seldom.
  ///
  /// - Parameter rows: numbers in the chunk.
  func tokens(
    ofInvalidRows rows: Set<Int64>, in chunk: Int, _ columns: [TokenizedColumn]
  ) throws(FormatError) -> [String] {
    guard !rows.isEmpty, !columns.isEmpty else { return [] }
    var tokens: [String] = []
    let (file, position) = places[chunk]
    switch files[file] {
    case .csv(let source, _, let chunks):
      try source.forEachRecord(of: chunks[position]) { number, _, fields in
        guard rows.contains(number) else { return }
        for field in 0..<fields.count {
          for column in columns {
            if let token = column.tokenizer.token(of: fields[field], raw: column.tokenAsRaw) { tokens.append(token) }
          }
        }
      }
    case .jsonLines(let source, _, let chunks):
      let parser = JSONLinesParser(layout: RecordLayout(contracts: columns.map(\.contract), missingColumns: .null))
      let batch = try parser.parse(chunks[position], of: source).batch
      for (values, column) in zip(batch.columns, columns) {
        for row in 0..<batch.rowCount where rows.contains(batch.rowNumbers[row]) && values.validity.isValid(row) {
          let value = values.text(at: row)
          if let token = column.tokenizer.token(of: value, raw: column.tokenAsRaw) { tokens.append(token) }
        }
      }
    }
    return tokens
  }
}
