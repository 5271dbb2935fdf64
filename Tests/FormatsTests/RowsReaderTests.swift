import Columns
import Formats
import TestSupport
import Testing

/// Rows read straight into columns are the rows of the CSV document they stand for; what is invalid there is refused
/// here.
@Suite struct RowsReaderTests {
  static let contracts: [ColumnContract] = [
    ColumnContract(Field(name: "count", type: .int), minimum: -5, maximum: 1e6),
    ColumnContract(Field(name: "size", type: .float, isNullable: false), minimum: -1e9),
    ColumnContract(Field(name: "is", type: .bool)),
    ColumnContract(Field(name: "day", type: .date), dateOrder: .dayFirst),
    ColumnContract(Field(name: "at", type: .timestamp)),
    ColumnContract(Field(name: "name", type: .string, isNullable: false)),
    ColumnContract(Field(name: "kind", type: .category), allowedValues: ["a", "b", "", "ü\u{301}"]),
    ColumnContract(Field(name: "free", type: .category)),
    ColumnContract(Field(name: "text", type: .text)),
  ]

  static let texts: [String: [String]] = [
    "count": ["0", "7", " 7\t", "-5", "-6", "1000001", "9223372036854775808", "1.5", "", " ", "NA", "x", "+3", "1e3"],
    "size": ["0.5", "-0", "1e300", "inf", "nan", " 2 ", "1,5", "NA", "", "0x10", "123456789012345678901234567890.25"],
    "is": ["true", "F", "yes", "0", "2", "", "NA", " no "],
    "day": ["31/12/2024", "29/02/2023", "2024-12-31", "", "NA", " 01/01/1970 "],
    "at": ["2024-12-31T23:59:59Z", "2024-12-31 23:59:59.123456+02:00", "2024-13-01T00:00:00Z", "", "NA", "2024-12-31"],
    "name": [
      "Ada", "", "NA", " NA", "a,b", "\"", "a\r\nb", "ü\u{301}", "nul\0", String(repeating: "x", count: 70_000),
    ],
    "kind": ["a", "b", "c", "", "NA", "ü\u{301}"], "free": ["a", "b", "", "NA", "\u{1F600}", "nul\0"],
    "text": ["", "NA", "free text", "two\nlines"],
  ]

  /// As an engine without a fast path does it: every value that is there in quotes.
  private func document(_ rows: [[String: String]], nulls: [String]) -> [UInt8] {
    func quoted(_ text: String) -> [UInt8] { [0x22] + text.utf8.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22] }
    func line(_ fields: [[UInt8]]) -> [UInt8] { Array(fields.joined(separator: [0x2C])) + [0x0A] }
    let names = Self.contracts.map(\.field.name)
    return line(names.map(quoted))
      + rows.flatMap { row in
        line(names.map { name in row[name].map { nulls.contains($0) ? [] : quoted($0) } ?? [] })
      }
  }

  @Test(arguments: [["", "NA"], ["NA"], [""]], [1, 3])
  func rowsAreThoseOfTheDocument(_ nulls: [String], _ rowCount: Int) throws {
    var random = SeededGenerator(seed: 23)
    let reader = RowsReader(contracts: Self.contracts, nullValues: nulls)
    let layout = try RecordLayout(header: Self.contracts.map(\.field.name), contracts: Self.contracts)
    var taken = 0, refused = 0
    for _ in 0..<600 {
      // Mostly the first text of each column, which is valid, so that many rows are valid as a whole.
      let rows = (0..<rowCount).map { _ in
        Self.texts.compactMapValues { texts -> String? in
          switch Int.random(in: 0..<20, using: &random) {
          case 0: nil
          case 1...2: texts.randomElement(using: &random)
          default: texts[0]
          }
        }
      }
      let source = try CSVSource(ByteSource(document(rows, nulls: nulls)), dialect: try CSVDialect())
      let chunks = try source.chunks()
      let parsed = try CSVParser(layout: layout).parse(chunks[0], of: source)
      let isLong = rows.contains { $0.values.contains { $0.utf8.count > 60_000 } }
      if let columns = reader.columns(of: rows) {
        taken += 1
        #expect(parsed.invalid.isEmpty && columns == parsed.batch.columns, "seed 23, \(rows)")
      } else {
        refused += 1
        #expect(!parsed.invalid.isEmpty || isLong, "seed 23, \(rows)")
      }
    }
    #expect(taken > 50 && refused > 50)
  }
}
