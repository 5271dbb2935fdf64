import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

/// The transformers of tables, by row of the left table; part of `make bench-transformers`.
@Suite struct TableBenchmark {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let step: TableStep
    var right: Bool = false
    var testDescription: String { name }
  }

  static let measures: JSON = [
    "n": "count", "sum": ["sum": "x"], "mean": ["mean": "x"], "high": ["max": "x"], "std": ["std": "x"],
  ]

  static let rows: [Row] = [
    Row(name: "aggregate 100k ints", step: TableStep(use: "aggregate", arguments: ["measures": measures], by: ["key"])),
    Row(
      name: "aggregate 100k tokens", step: TableStep(use: "aggregate", arguments: ["measures": measures], by: ["token"])
    ),
    Row(
      name: "aggregate 1000 categories",
      step: TableStep(use: "aggregate", arguments: ["measures": measures], by: ["kind"])),
    Row(
      name: "aggregate two keys",
      step: TableStep(use: "aggregate", arguments: ["measures": measures], by: ["key", "kind"])),
    Row(
      name: "aggregate median, nunique",
      step: TableStep(
        use: "aggregate", arguments: ["measures": ["median": ["median": "x"], "kinds": ["nunique": "kind"]]],
        by: ["key"])),
    Row(
      name: "aggregate windows",
      step: TableStep(
        use: "aggregate",
        arguments: [
          "measures": ["n": "count", "sum": ["sum": "x"]], "time": "at", "windows": ["7d", "30d"],
          "as_of": "1970-02-15",
        ], by: ["key"])),
    Row(name: "join left on tokens", step: TableStep(use: "join", on: ["token"]), right: true),
    Row(
      name: "join asof",
      step: TableStep(use: "join", arguments: ["how": "asof", "time": "at", "right_time": "since"], on: ["token"]),
      right: true),
    Row(name: "deduplicate by token", step: TableStep(use: "deduplicate", by: ["token"])),
    Row(name: "sort by kind and time", step: TableStep(use: "sort", by: ["kind", "at"])),
    Row(name: "filter", step: TableStep(use: "filter", arguments: ["where": "x > 0.5"])),
  ]

  @Test(.enabled(if: TransformerBenchmark.rowCount != nil), .serialized, arguments: rows)
  func measure(_ row: Row) throws {
    guard TransformerBenchmark.isChosen(row.name) else { return }
    let count = TransformerBenchmark.rowCount!
    let sheets = row.right ? [Self.left(count), Self.right] : [Self.left(count)]
    let transformer = try row.step.transformer()
    let context = TableContext(inputs: sheets.map(\.shape), clauses: row.step.clauses)
    let time = try CPUTime.least(count) { _ = try transformer.transform(sheets.map(\.rows), context) }
    print("benchmark\t\(row.name)\t-\t\(time)")
  }

  static let keyCount: UInt64 = 100_000

  /// 26 characters, as tokens have.
  static func token(_ key: UInt64) -> String {
    let digits = String(key &* 0x9E37_79B9_7F4A_7C15, radix: 32)
    return "t_" + String(repeating: "0", count: 24 - digits.count) + digits
  }

  static func left(_ count: Int) -> Sheet {
    var generator = SeededGenerator(seed: 1)
    let keys = (0..<count).map { _ in generator.next() % keyCount }
    let tokens = (0..<keyCount).map { token($0) }
    let columns: [(String, Column)] = [
      ("key", Column(.int(Buffer(keys.map { Int64($0) })))),
      ("token", Column(.string(Strings(keys.map { tokens[Int($0)] })))),
      ("kind", .category((0..<count).map { _ in "kind-\(generator.next() % 1000)" })),
      ("x", Column(.float(Buffer((0..<count).map { _ in Double(generator.next() >> 11) * 0x1p-53 })))),
      ("at", Column(.timestamp(Buffer((0..<count).map { _ in Int64(generator.next() % 5_000_000_000_000) })))),
    ]
    return Sheet("left", columns.map { Field(name: $0.0, type: $0.1.valueType) }, columns.map(\.1))
  }

  static let right: Sheet = {
    var generator = SeededGenerator(seed: 2)
    let columns: [(String, Column)] = [
      ("token", Column(.string(Strings((0..<keyCount).map { token($0) })))),
      ("since", Column(.timestamp(Buffer((0..<keyCount).map { _ in Int64(generator.next() % 5_000_000_000_000) })))),
      ("y", Column(.float(Buffer((0..<keyCount).map { Double($0) })))),
    ]
    return Sheet("right", columns.map { Field(name: $0.0, type: $0.1.valueType) }, columns.map(\.1))
  }()
}
