import Columns
import Formats

/// A text read to its end, in a form that can be compared.
struct Reading: Equatable, CustomStringConvertible {
  struct Invalid: Equatable, CustomStringConvertible {
    var row: Int64
    var field: Int?
    var rule: InvalidRule
    var description: String { "(\(row), \(field.map { String($0) } ?? "nil"), .\(rule))" }
  }
  /// Present values as text, missing ones as `nil`.
  var rows: [[String?]] = []
  var numbers: [Int64] = []
  var invalid: [Invalid] = []
  var masked: [[String]] = []
  var records = 0

  var description: String { "\(rows) \(numbers) \(invalid) \(records)" }

  /// Reads in chunks of `chunkSize`.
  init(
    _ text: [UInt8], _ contracts: [ColumnContract], chunkSize: Int = 4 << 20, nullValues: [String] = [""],
    delimiter: String = ",", fieldLimit: Int = 1 << 20, recordLimit: Int = 64 << 20, columns: [Int]? = nil,
    parser: CSVDialect.Parser = .mixed
  ) throws {
    let dialect = try CSVDialect(
      delimiter: delimiter, nullValues: nullValues, chunkSize: chunkSize, fieldLimit: fieldLimit,
      recordLimit: recordLimit, parser: parser)
    let source = try CSVSource(ByteSource(text), dialect: dialect)
    let parser = CSVParser(layout: try RecordLayout(header: source.header, contracts: contracts))
    for chunk in try source.chunks() {
      append(try parser.parse(chunk, of: source, columns: columns))
    }
  }

  /// Reads JSON Lines.
  init(
    lines text: [UInt8], _ contracts: [ColumnContract], extraColumns: RecordLayout.ExtraColumns = .drop,
    missingColumns: RecordLayout.MissingColumns = .fail, chunkSize: Int = 4 << 20, nullValues: [String] = [""],
    fieldLimit: Int = 1 << 20, recordLimit: Int = 64 << 20
  ) throws {
    let source = JSONLinesSource(
      try ByteSource(text), nullValues: nullValues, chunkSize: chunkSize, fieldLimit: fieldLimit,
      recordLimit: recordLimit)
    let parser = JSONLinesParser(
      layout: RecordLayout(contracts: contracts, extraColumns: extraColumns, missingColumns: missingColumns))
    for chunk in try source.chunks() { append(try parser.parse(chunk, of: source)) }
  }

  private mutating func append(_ chunk: ParsedChunk) {
    let parsed = chunk.moved(by: Int64(records))
    records += parsed.recordCount
    numbers += parsed.batch.rowNumbers.array
    for row in 0..<parsed.batch.rowCount {
      rows.append(parsed.batch.columns.map { $0.validity.isValid(row) ? $0.text(at: row) : nil })
    }
    invalid += parsed.invalid.map { Invalid(row: $0.rowNumber, field: $0.field, rule: $0.rule) }
    masked += parsed.invalid.map(\.masked.array)
  }

  init(_ text: String, _ contracts: [ColumnContract], chunkSize: Int = 4 << 20) throws {
    try self.init(Array(text.utf8), contracts, chunkSize: chunkSize)
  }
}

/// Nullable columns of one type each.
func contracts(_ types: ColumnType..., nullable: Bool = true) -> [ColumnContract] {
  zip("abcdefgh", types).map { name, type in
    ColumnContract(Field(name: String(name), type: type, isNullable: nullable))
  }
}
