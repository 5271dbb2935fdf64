import Columns
import Formats
import TestSupport
import Testing

@Suite struct CSVWriterTests {
  static func write(_ columns: [Column], types: [ColumnType]) throws -> String {
    let schema = Schema(zip("abcdefgh", types).map { Field(name: String($0), type: $1) })
    let writer = CSVWriter(dialect: try CSVDialect())
    let batch = Batch(schema: schema, columns: columns)
    return String(decoding: writer.header(schema) + writer.rows(batch).array, as: UTF8.self)
  }

  @Test func quotesOnlyWhereNeeded() throws {
    let texts = ["plain", "a,b", "say \"hi\"", "two\nlines", "cr\r", "", " x ", "=1+1", "é"]
    let text = try Self.write([.string(texts), .category(texts.map { $0 })], types: [.string, .category])
    let cells = ["plain", "\"a,b\"", "\"say \"\"hi\"\"\"", "\"two\nlines\"", "\"cr\r\"", "\"\"", " x ", "=1+1", "é"]
    #expect(text == "a,b\n" + cells.map { "\($0),\($0)\n" }.joined())
  }

  @Test func missingIsEmpty() throws {
    #expect(try Self.write([.int([1, nil]), .string([nil, ""])], types: [.int, .string]) == "a,b\n1,\n,\"\"\n")
    // A blank line would be no record.
    #expect(try Self.write([.int([1, nil])], types: [.int]) == "a\n1\n\"\"\n")
  }

  @Test func everyType() throws {
    let text = try Self.write(
      [
        .int([.min]), .float([-0.5]), .bool([true]), .date([19782]), .timestamp([1_709_164_800_000_001]),
        .category(["x"]),
      ], types: [.int, .float, .bool, .date, .timestamp, .category])
    #expect(text == "a,b,c,d,e,f\n-9223372036854775808,-0.5,true,2024-02-29,2024-02-29T00:00:00.000001Z,x\n")
  }

  /// Sparse columns give the bytes of dense ones, also where the memory runs out in the midst of a row.
  @Test func sparseColumns() throws {
    let count = 3000
    let texts = Column.string((0..<count).map { String(repeating: "x", count: $0 % 7 == 0 ? 900 : 1) })
    var counts = SparseColumnsBuilder(), floats = SparseColumnsBuilder()
    for row in 0..<count {
      if row % 5 == 2 { counts.append(Double(row), column: 1) }
      if row % 3 == 0 { floats.append(-Double(row) / 8, column: 0) }
      counts.endRow()
      floats.endRow()
    }
    let ones = Column(
      SparseNumbers(count: count, rows: [4, 0, 1, 2999], entries: .ones, range: 1..<4))
    let sparse = counts.finish(count: 2, type: .int) + floats.finish(count: 1, type: .float) + [ones]
    let types: [ColumnType] = [.string, .int, .int, .float, .int]
    let dense = sparse.map { Column($0.values) }
    #expect(try Self.write([texts] + sparse, types: types) == Self.write([texts] + dense, types: types))
    #expect(try Self.write([ones.gather([0, 5])], types: [.int]) == "a\n1\n0\n")
  }

  /// The kernels write what `Column.text(at:)`, made of Swift's own descriptions, says.
  @Test func canonicalTexts() throws {
    #if DEBUG
      let count = 20_000
    #else
      let count = 1_000_000
    #endif
    let seed: UInt64 = 7
    var generator = SeededGenerator(seed: seed)
    var doubles: [Double] = [
      0, -0.0, 1, -1, 0.1, 1e-4, 9.99e-5, 1e-5, 0x1p53, 0x1p54, 0x1p54 + 4, 1e16, 1e21, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude,
      .leastNormalMagnitude, .infinity, -.infinity, 123456.789, 100, 1e15, 9007199254740994, 9.5e15, 9999999999999998,
      -1e16,
    ]
    var ints: [Int64] = [0, -1, .min, .max]
    var dates: [Int32] = []
    var timestamps: [Int64] = []
    while doubles.count < count {
      let bits = generator.next()
      let value = doubles.count % 2 == 0 ? Double(bitPattern: bits) : Double(Int64(bitPattern: bits) >> 20) / 1000
      doubles.append(value.isNaN ? 0 : value)
    }
    while ints.count < count { ints.append(Int64(bitPattern: generator.next()) >> (generator.next() % 64)) }
    while dates.count < count { dates.append(Int32.random(in: -719_162...2_932_896, using: &generator)) }
    while timestamps.count < count {
      let second = Int64.random(in: -62_135_596_800..<253_402_300_800, using: &generator)
      timestamps.append(second * 1_000_000 + (timestamps.count % 2 == 0 ? 0 : Int64(generator.next() % 1_000_000)))
    }
    let columns: [(ColumnType, Column)] = [
      (.float, .float(doubles)), (.int, .int(ints)), (.date, .date(dates)), (.timestamp, .timestamp(timestamps)),
    ]
    for (type, column) in columns {
      let lines = try Self.write([column], types: [type]).split(separator: "\n").dropFirst()
      #expect(lines.count == column.count)
      for (row, line) in lines.enumerated() where line != column.text(at: row) {
        Issue.record("seed \(seed), \(type): \(line) for \(column.text(at: row))")
      }
    }
  }

  @Test(arguments: [11, 12, 13] as [UInt64]) func readsBack(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let types: [ColumnType] = [.int, .float, .bool, .date, .timestamp, .string, .category]
    func some<Value>(_ make: () -> Value) -> [Value?] {
      (0..<500).map { _ in generator.next() % 8 == 0 ? nil : make() }
    }
    let alphabet = ["a", "\"", ",", "\n", "\r", " ", "é", "😀"]
    let texts = some { (0..<Int.random(in: 0..<5)).map { _ in alphabet.randomElement()! }.joined() }
    let columns: [Column] = [
      .int(some { Int64.random(in: .min ... .max) }), .float(some { Double.random(in: -1e6...1e6) }),
      .bool(some { Bool.random() }), .date(some { Int32.random(in: -10000...40000) }),
      .timestamp(some { Int64.random(in: -1_000_000_000_000_000...2_000_000_000_000_000) }), .string(texts),
      .category(texts),
    ]
    let text = try Self.write(columns, types: types)
    let contracts = zip("abcdefg", types).map { ColumnContract(Field(name: String($0), type: $1)) }
    let source = try CSVSource(ByteSource(Array(text.utf8)), dialect: CSVDialect())
    let parser = CSVParser(layout: try RecordLayout(header: source.header, contracts: contracts))
    let parsed = try parser.parse(source.chunks()[0], of: source)
    #expect(parsed.invalid.isEmpty)
    #expect(parsed.batch.columns == columns, "seed \(seed)")
  }
}
