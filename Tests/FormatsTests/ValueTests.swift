import Columns
import Formats
import Glibc
import TestSupport
import Testing

/// What each type accepts, through the whole reader.
@Suite struct ValueTests {
  /// The canonical text of what was read; `nil` for a text that is refused.
  static func read(_ text: String, _ column: ColumnContract) throws -> String? {
    let reading = try Reading("a\n\(text)\n", [column])
    return reading.rows.first?[0]
  }
  static func column(_ type: ColumnType, _ order: ColumnContract.DateOrder = .iso) -> ColumnContract {
    ColumnContract(Field(name: "a", type: type, isNullable: false), dateOrder: order)
  }

  @Test(
    arguments: [
      ("0", "0"), ("-0", "0"), ("+7", "7"), ("00000000000000000000000000012", "12"), ("12345678", "12345678"),
      ("123456789", "123456789"), ("-1234567890123456", "-1234567890123456"),
      ("9223372036854775807", "9223372036854775807"),
      ("-9223372036854775808", "-9223372036854775808"), ("9223372036854775808", nil), ("-9223372036854775809", nil),
      ("99999999999999999999", nil), ("1.0", nil), ("1e3", nil), ("-", nil), ("+", nil), ("--1", nil), ("1-", nil),
      ("0x10", nil), ("1 2", nil), ("1_000", nil), ("１", nil), ("/", nil), (":", nil),
    ] as [(String, String?)])
  func ints(_ text: String, _ expected: String?) throws {
    #expect(try Self.read(text, Self.column(.int)) == expected)
  }

  @Test(
    arguments: [
      ("0", "0.0"), ("-0.0", "-0.0"), ("1.", "1.0"), (".5", "0.5"), ("+2.5e-3", "0.0025"), ("1E5", "100000.0"),
      ("inf", "inf"), ("-Infinity", "-inf"), ("1e999", "inf"), ("1e-999", "0.0"), ("nan", nil), ("NaN", nil), ("", nil),
      (".", nil), ("1e", nil), ("1e+", nil), ("e5", nil), ("1.2.3", nil), ("0x1p3", nil), ("1,5", nil), ("infin", nil),
      ("179769313486231580793728971405301e276", "1.7976931348623157e+308"), ("4.9e-324", "5e-324"),
      ("0.1000000000000000055511151231257827021181583404541015625", "0.1"),
    ] as [(String, String?)])
  func floats(_ text: String, _ expected: String?) throws {
    #expect(try Self.read(text, Self.column(.float)) == expected)
  }

  @Test(
    arguments: [
      ("true", "true"), ("FALSE", "false"), ("T", "true"), ("f", "false"), ("Yes", "true"), ("no", "false"),
      ("1", "true"),
      ("0", "false"), ("2", nil), ("y", nil), ("tru", nil), ("truee", nil), ("\u{11}", nil), ("\u{10}", nil),
    ] as [(String, String?)])
  func bools(_ text: String, _ expected: String?) throws {
    #expect(try Self.read(text, Self.column(.bool)) == expected)
  }

  @Test(
    arguments: [
      ("2024-02-29", .iso, "2024-02-29"), ("0001-01-01", .iso, "0001-01-01"), ("9999-12-31", .iso, "9999-12-31"),
      ("2023-02-29", .iso, nil), ("1900-02-29", .iso, nil), ("2000-02-29", .iso, "2000-02-29"),
      ("0000-01-01", .iso, nil),
      ("2024-13-01", .iso, nil), ("2024-00-01", .iso, nil), ("2024-1-01", .iso, nil), ("2024/01/01", .iso, nil),
      ("20240101", .iso, nil), ("2024-01-01T", .iso, nil), ("31/12/2024", .dayFirst, "2024-12-31"),
      ("1.2.2024", .dayFirst, "2024-02-01"), ("1/2/2024", .monthFirst, "2024-01-02"),
      ("12-31-2024", .monthFirst, "2024-12-31"),
      ("31/12/2024", .monthFirst, nil), ("1/2-2024", .dayFirst, nil), ("1/2/24", .dayFirst, nil),
      ("/2/2024", .dayFirst, nil),
      ("1", .dayFirst, nil), ("1/", .dayFirst, nil), ("111/2/2024", .dayFirst, nil),
    ] as [(String, ColumnContract.DateOrder, String?)])
  func dates(_ text: String, _ order: ColumnContract.DateOrder, _ expected: String?) throws {
    #expect(try Self.read(text, Self.column(.date, order)) == expected)
  }

  @Test(
    arguments: [
      ("2024-02-29T12:30:45Z", "2024-02-29T12:30:45Z"), ("2024-02-29 12:30", "2024-02-29T12:30:00Z"),
      ("2024-02-29t00:00:00.5z", "2024-02-29T00:00:00.500000Z"), ("2024-01-01T00:30:00+01:00", "2023-12-31T23:30:00Z"),
      ("2024-12-31T23:30:00-01:30", "2025-01-01T01:00:00Z"),
      ("1969-12-31 23:59:59.999999", "1969-12-31T23:59:59.999999Z"),
      ("2024-01-01T00:00:00.123456789Z", "2024-01-01T00:00:00.123456Z"), ("2024-01-01", nil),
      ("2024-01-01T24:00:00Z", nil),
      ("2024-01-01T00:60:00Z", nil), ("2024-01-01T00:00:60Z", nil), ("2024-01-01T00:00:00.Z", nil),
      ("2024-01-01T00:00:00.1234567890Z", nil), ("2024-01-01T00:00:00+1:00", nil), ("2024-01-01T00:00:00+0100", nil),
      ("2024-01-01T00:00:00Zx", nil), ("2024-01-01T00:0", nil), ("2024-01-01T00:00:", nil),
    ] as [(String, String?)])
  func timestamps(_ text: String, _ expected: String?) throws {
    #expect(try Self.read(text, Self.column(.timestamp)) == expected)
  }

  /// Reading doubles is correctly rounded: bit for bit what `strtod` says.
  @Test func doublesLikeStrtod() throws {
    #if DEBUG
      let count = 20_000
    #else
      let count = 1_000_000
    #endif
    let seed: UInt64 = 20_240_229
    var generator = SeededGenerator(seed: seed)
    var texts: [String] = []
    for index in 0..<count {
      let bits = generator.next()
      let digits = generator.next() >> (generator.next() % 64)
      switch index % 4 {
      case 0:
        let value = Double(bitPattern: bits)
        texts.append(value.isNaN ? "0" : String(describing: value))
      case 1: texts.append("\(digits).\(bits >> (generator.next() % 64))")
      case 2: texts.append("\(digits)e\(Int(bits % 680) - 350)")
      // Halfway between two doubles, and its neighbours.
      default: texts.append("\(((digits | 1 << 52) & (1 << 54 - 1)) * 2 + 1)e\(Int(bits % 5) - 2)")
      }
    }
    let source = try CSVSource(ByteSource(Array(("a\n" + texts.joined(separator: "\n")).utf8)), dialect: CSVDialect())
    let parser = CSVParser(layout: try RecordLayout(header: ["a"], contracts: [Self.column(.float)]))
    var row = 0
    for chunk in try source.chunks() {
      let parsed = try parser.parse(chunk, of: source)
      guard case .float(let values) = parsed.batch.columns[0].values else { return }
      for index in 0..<values.count {
        let expected = strtod(texts[row], nil)
        if values[index].bitPattern != expected.bitPattern { Issue.record("seed \(seed): \(texts[row])") }
        row += 1
      }
    }
    #expect(row == count)
  }
}
