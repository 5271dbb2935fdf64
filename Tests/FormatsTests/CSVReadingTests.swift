import Columns
import Formats
import TestSupport
import Testing

/// Every kind of dirt has a defined result, in one chunk and in chunks of every size.
@Suite struct CSVReadingTests {
  struct Row: CustomTestStringConvertible {
    let name: String
    let text: [UInt8]
    let columns: [ColumnContract]
    let rows: [[String?]]
    var invalid: [Reading.Invalid] = []

    init(
      _ name: String, _ text: String, _ columns: [ColumnContract], _ rows: [[String?]],
      invalid: [(Int64, Int?, InvalidRule)] = []
    ) {
      self.init(name, bytes: Array(text.utf8), columns, rows, invalid: invalid)
    }
    init(
      _ name: String, bytes: [UInt8], _ columns: [ColumnContract], _ rows: [[String?]],
      invalid: [(Int64, Int?, InvalidRule)] = []
    ) {
      (self.name, text, self.columns, self.rows) = (name, bytes, columns, rows)
      self.invalid = invalid.map { .init(row: $0.0, field: $0.1, rule: $0.2) }
    }
    var testDescription: String { name }
  }

  static let pair = contracts(.int, .string)
  static let strict = contracts(.int, .string, nullable: false)
  static let texts = contracts(.string, .string)

  static let table: [Row] = [
    Row("plain", "a,b\n1,x\n2,y\n", pair, [["1", "x"], ["2", "y"]]),
    Row("no newline at the end", "a,b\n1,x", pair, [["1", "x"]]),
    Row("header only", "a,b\n", pair, []),
    Row("header only without newline", "a,b", pair, []),
    Row("byte-order mark", "\u{FEFF}a,b\n1,x\n", pair, [["1", "x"]]),
    Row("CRLF", "a,b\r\n1,x\r\n2,y\r\n", pair, [["1", "x"], ["2", "y"]]),
    Row("CR alone", "a,b\r1,x\r2,y", pair, [["1", "x"], ["2", "y"]]),
    Row("blank lines", "\n\na,b\n\n1,x\n\r\n\n2,y\n\n", pair, [["1", "x"], ["2", "y"]]),
    Row("a quoted header", "\"a\",\"b\"\n1,x\n", pair, [["1", "x"]]),
    Row("columns in another order", "b,a\nx,1\n", pair, [["1", "x"]]),
    Row("an extra column is dropped", "a,z,b\n1,?,x\n", pair, [["1", "x"]]),
    Row("embedded newline", "a,b\n1,\"x\ny\"\n2,\"\r\n\"\n", pair, [["1", "x\ny"], ["2", "\r\n"]]),
    Row("embedded quote", "a,b\n1,\"x\"\"y\"\n2,\"\"\"\"\n", pair, [["1", "x\"y"], ["2", "\""]]),
    Row("embedded delimiter", "a,b\n1,\"x,y\"\n", pair, [["1", "x,y"]]),
    Row("quoted number", "a,b\n\"1\",x\n", pair, [["1", "x"]]),
    Row("missing", "a,b\n,\n", pair, [[nil, nil]]),
    Row("quoted empty", "a,b\n\"\",\"\"\n", pair, [[nil, ""]]),
    Row("spaces", "a,b\n 1\t, x \n  ,y\n", pair, [["1", " x "], [nil, "y"]]),
    Row(
      "missing where there must be a value", "a,b\n1,\n,x\n2,y\n", strict, [["2", "y"]],
      invalid: [(1, 1, .missing), (2, 0, .missing)]),
    Row(
      "wrong type", "a,b\n1,x\n1.0,y\nz,\n4,w\n", pair, [["1", "x"], ["4", "w"]],
      invalid: [(2, 0, .wrongType), (3, 0, .wrongType)]),
    Row(
      "ragged", "a,b\n1\n2,x,\n3,y\n4,z,1,2,3\n", pair, [["3", "y"]],
      invalid: [(1, nil, .ragged), (2, nil, .ragged), (4, nil, .ragged)]),
    Row(
      "ragged, quoted", "a,b\n\"1\"\n2,\"x\",\n3,\"y\"\n", pair, [["3", "y"]],
      invalid: [(1, nil, .ragged), (2, nil, .ragged)]),
    Row(
      "NUL", bytes: Array("a,b\n1,x".utf8) + [0] + Array("y\n2,z\n".utf8), pair, [["2", "z"]],
      invalid: [(1, 1, .nulByte)]),
    Row(
      "not UTF-8", bytes: Array("a,b\n1,".utf8) + [0xC3, 0x28] + Array("\n2,é\n".utf8), pair, [["2", "é"]],
      invalid: [(1, 1, .badUTF8)]),
    Row(
      "a surrogate", bytes: Array("a,b\n1,".utf8) + [0xED, 0xA0, 0x80] + Array("\n".utf8), pair, [],
      invalid: [(1, 1, .badUTF8)]),
    Row("open quote", "a,b\n1,x\n2,\"y\n3,z\n", pair, [["1", "x"]], invalid: [(2, 1, .openQuote)]),
    Row("a quote in an unquoted field", "a,b\n1,5\" pipe\n2,x\n", pair, [["2", "x"]], invalid: [(1, 1, .badQuote)]),
    Row("text after a closing quote", "a,b\n1,\"x\"y\"\n2,z\n", pair, [["2", "z"]], invalid: [(1, 1, .badQuote)]),
    Row(
      "the first broken field is named", "a,b\nx,\n,y\n", strict, [], invalid: [(1, 0, .wrongType), (2, 0, .missing)]),
    Row(
      "many quoted lines", "a,b\n1,\"\n\n\"\n\"2\",\"\"\"\n\"\"\"\n3,\"\",\n", pair,
      [["1", "\n\n"], ["2", "\"\n\""]],
      invalid: [(3, nil, .ragged)]),
  ]

  @Test(arguments: table) func reads(_ row: Row) throws {
    let expected = try Reading(row.text, row.columns)
    #expect(expected.rows == row.rows)
    #expect(expected.invalid == row.invalid)
    #expect(expected.records == row.rows.count + row.invalid.count)
    for chunkSize in 1...row.text.count + 1 {
      let reading = try Reading(row.text, row.columns, chunkSize: chunkSize)
      #expect(reading == expected, "chunks of \(chunkSize) bytes")
    }
  }

  @Test func rowNumbersSkipInvalidRows() throws {
    #expect(try Reading("a,b\n1,x\nz,y\n3,w\n", Self.pair).numbers == [1, 3])
  }

  @Test func longHeaders() throws {
    let names = (0..<20_000).map { "column_\($0)" }
    let text = Array((names.joined(separator: ",") + "\n").utf8)
    #expect(try CSVSource(ByteSource(text), dialect: CSVDialect()).header == names)
    #expect(throws: FormatError.headerTooLong(limit: 100_000)) {
      try CSVSource(ByteSource(text), dialect: CSVDialect(fieldLimit: 1000, recordLimit: 100_000))
    }
  }

  @Test(arguments: [
    ("", FormatError.empty), ("\n\r\n", .empty), ("\u{FEFF}", .empty), ("a,\"b\n1,2\n", .headerOpenQuote),
  ])
  func noHeader(_ text: String, _ error: FormatError) {
    #expect(throws: error) { try Reading(text, Self.pair) }
  }

  @Test(arguments: [
    (["a", "b", "a"], FormatError.duplicateColumn(first: 1, second: 3)),
    (["b", "z"], .contractNotMet(missing: ["a"], extra: [2])),
    (["A", "b"], .contractNotMet(missing: ["a"], extra: [1])),
  ])
  func headerAgainstContract(_ header: [String], _ error: FormatError) {
    #expect(throws: error) { try RecordLayout(header: header, contracts: Self.pair, extraColumns: .fail) }
  }

  @Test func missingColumnsCanBeNull() throws {
    let source = try CSVSource(ByteSource(Array("b\nx\n".utf8)), dialect: CSVDialect())
    let layout = try RecordLayout(header: source.header, contracts: Self.pair, missingColumns: .null)
    let batch = try CSVParser(layout: layout).parse(source.chunks()[0], of: source).batch
    #expect(batch.columns == [.int([nil]), .string(["x"])])
  }

  @Test(arguments: ["", ",,", "\"", "\n", "é", "\0"]) func badDelimiters(_ delimiter: String) {
    #expect(throws: FormatError.badDelimiter) { try CSVDialect(delimiter: delimiter) }
  }

  @Test func otherDelimitersAndNullValues() throws {
    let text = Array("a;b\nNA;x,y\n-999;NA\n\"NA\";z\n7;\"NA\"\n8;\n".utf8)
    let reading = try Reading(text, Self.pair, nullValues: ["NA", "-999"], delimiter: ";")
    #expect(reading.rows == [[nil, "x,y"], [nil, nil], ["7", "NA"], ["8", ""]])
    #expect(reading.invalid == [.init(row: 3, field: 0, rule: .wrongType)])
  }

  @Test func boundsAndAllowedValues() throws {
    var columns = contracts(.int, .float, .category)
    (columns[0].minimum, columns[0].maximum) = (0.5, 9.5)
    (columns[1].minimum, columns[1].maximum) = (-1, 1)
    columns[2].allowedValues = ["x", "y"]
    let text = "a,b,c\n1,1.0,x\n0,0,x\n10,0,x\n1,-1.01,x\n1,1.01,x\n1,inf,x\n1,0,z\n,,\n9,-1,y\n"
    let reading = try Reading(text, columns)
    #expect(reading.rows == [["1", "1.0", "x"], [nil, nil, nil], ["9", "-1.0", "y"]])
    #expect(
      reading.invalid == [
        .init(row: 2, field: 0, rule: .belowMinimum), .init(row: 3, field: 0, rule: .aboveMaximum),
        .init(row: 4, field: 1, rule: .belowMinimum), .init(row: 5, field: 1, rule: .aboveMaximum),
        .init(row: 6, field: 1, rule: .aboveMaximum), .init(row: 7, field: 2, rule: .notAllowed),
      ])
  }

  /// A dictionary must not hold a text that is in no row of the batch.
  @Test func dictionaryOfValidRowsOnly() throws {
    let source = try CSVSource(ByteSource(Array("a,b\n1,x\nbad,secret\n2,y\n".utf8)), dialect: CSVDialect())
    let layout = try RecordLayout(header: source.header, contracts: contracts(.int, .category))
    let batch = try CSVParser(layout: layout).parse(source.chunks()[0], of: source).batch
    #expect(batch.columns[1] == .category(["x", "y"]))
  }

  @Test func someColumnsSameRows() throws {
    let text = Array("a,b,c\n1,x,u\nz,y,v\n3,w,\n4,q\n".utf8)
    let columns = contracts(.int, .string, .category)
    let source = try CSVSource(ByteSource(text), dialect: CSVDialect())
    let parser = CSVParser(layout: try RecordLayout(header: source.header, contracts: columns))
    let chunk = try source.chunks()[0]
    let all = try parser.parse(chunk, of: source)
    let one = try parser.parse(chunk, of: source, columns: [2])
    #expect(one.invalid == all.invalid)
    #expect(one.batch.columns == [all.batch.columns[2]])
    let again = try parser.parse(chunk, of: source, columns: [2, 1], knownInvalid: all.invalid.map(\.rowNumber))
    #expect(again.batch.columns == [all.batch.columns[2], all.batch.columns[1]])
    #expect(again.batch.rowNumbers == all.batch.rowNumbers)
    #expect(again.recordCount == 4 && again.invalid.isEmpty)
  }

  // MARK: Limits

  @Test(arguments: [1, 7, 16, 64, 1000]) func tooLarge(_ chunkSize: Int) throws {
    let long = String(repeating: "x", count: 40)
    let manyFields = String(repeating: "yyyyyyyy,", count: 20) + "z"
    let newlines = "\"" + String(repeating: "x\n", count: 60) + "\""
    let text = "a,b\n1,x\n2,\(long)\n3,y\n4,\(manyFields)\n5,z\n6,\(newlines)\n7,\"w\"\n\(long),8\n9,\"\(long)\n"
    let reading = try Reading(
      Array(text.utf8), Self.pair, chunkSize: chunkSize, fieldLimit: 32, recordLimit: 100)
    #expect(reading.rows == [["1", "x"], ["3", "y"], ["5", "z"], ["7", "w"]])
    #expect(
      reading.invalid == [
        .init(row: 2, field: 1, rule: .fieldTooLarge), .init(row: 4, field: nil, rule: .recordTooLarge),
        .init(row: 6, field: 1, rule: .fieldTooLarge), .init(row: 8, field: 0, rule: .fieldTooLarge),
        .init(row: 9, field: 1, rule: .openQuote),
      ])
  }

  /// The chunk with the large record is longer than what is read of it.
  @Test(arguments: [false, true]) func hundredMegabyteField(_ isQuoted: Bool) throws {
    let quote: [UInt8] = isQuoted ? [0x22] : []
    let field = quote + [UInt8](repeating: 0x78, count: 100_000_000) + quote
    let text = Array("a,b\n1,x\n2,".utf8) + field + Array("\n3,y\n".utf8)
    let reading = try Reading(text, Self.pair)
    #expect(reading.rows == [["1", "x"], ["3", "y"]])
    #expect(reading.invalid == [.init(row: 2, field: 1, rule: .fieldTooLarge)])
    #expect(reading.numbers == [1, 3])
  }

  /// More distinct texts than any cache in front of the dictionary holds, short and long, coming back.
  @Test func categories() throws {
    var generator = SeededGenerator(seed: 5)
    let texts = (0..<20_000).map { _ in
      let number = Int.random(in: 0..<3000, using: &generator)
      return String(repeating: "ab", count: number % 6) + String(number, radix: 36)
    }
    let source = try CSVSource(ByteSource(Array(("a\n" + texts.joined(separator: "\n")).utf8)), dialect: CSVDialect())
    let parser = CSVParser(layout: try RecordLayout(header: ["a"], contracts: contracts(.category)))
    let parsed = try parser.parse(source.chunks()[0], of: source)
    #expect(parsed.batch.columns == [.category(texts)])
  }

  @Test func masksShowShapesOnly() throws {
    let long = String(repeating: "b", count: 50)
    let reading = try Reading("a,b\nAnn Smith,+49 (0)30-12é\n1,\(long),2\n", Self.pair)
    #expect(reading.masked == [["Aaa Aaaaa", "+99 (9)99-99?"], ["9", String(repeating: "a", count: 32), "9"]])
  }
}
