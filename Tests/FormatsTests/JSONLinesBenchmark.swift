import Columns
import Formats
import Glibc
import TestSupport
import Testing

/// `FEATURIZE_BENCH=1 swift test -c release --filter JSONLinesBenchmark` prints megabytes per second on one core, of
/// events as the design's `events` source has them: with all members in the contract, and with some.
@Suite struct JSONLinesBenchmark {
  static let columns: [(String, ColumnType)] = [
    ("customer_id", .category), ("event", .category), ("at", .timestamp), ("amount", .float), ("quantity", .int),
    ("page", .string), ("is_mobile", .bool), ("user.country", .category), ("user.age", .int),
  ]

  static func events(_ count: Int) -> [UInt8] {
    var random = SeededGenerator(seed: 1)
    var text: [UInt8] = []
    for number in 0..<count {
      let amount = Double(Int.random(in: 0...99_999, using: &random)) / 100
      text += Array(
        """
        {"customer_id":"c\(Int.random(in: 0...5000, using: &random))","event":"\(["view", "cart", "order"][number % 3])",\
        "at":"2026-01-\(10 + number % 20)T10:\(10 + number % 50):00Z","amount":\(amount),"quantity":\(number % 9),\
        "page":"/products/\(number)/details","is_mobile":\(number % 2 == 0),\
        "user":{"country":"\(["DE", "FR", "IT"][number % 3])","age":\(18 + number % 60)}}

        """.utf8)
    }
    return text
  }

  @Test(.enabled(if: getenv("FEATURIZE_BENCH") != nil)) func events() throws {
    let source = JSONLinesSource(try ByteSource(Self.events(500_000)))
    let megabytes = Double(source.bytes.count) / 1e6
    for count in [Self.columns.count, 3] {
      let contracts = Self.columns.prefix(count).map { ColumnContract(Field(name: $0, type: $1)) }
      let parser = JSONLinesParser(layout: RecordLayout(contracts: Array(contracts)))
      var rows = 0
      let seconds = try CSVBenchmark.seconds {
        for chunk in try source.chunks() { rows += try parser.parse(chunk, of: source).batch.rowCount }
      }
      print("\(count) columns: \(Int(megabytes / seconds)) MB/s, \(rows) rows")
    }
  }
}
