import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

/// The features of a row's past over rows of 10,000 entities in no order of time; part of `make bench-transformers`.
@Suite struct HistoryTransformerBenchmark {
  static let rows: [(name: String, step: TableStep)] = [
    ("lag", step("lag", [:])),
    ("forward_fill", step("forward_fill", [:])),
    ("rolling mean", step("rolling", ["window": 7, "measures": "mean"])),
    ("rolling std", step("rolling", ["window": 7, "measures": "std"])),
    ("rolling median", step("rolling", ["window": 7, "measures": "median"])),
    ("rolling max of a time", step("rolling", ["window": "30d", "measures": "max"])),
    ("expanding mean", step("expanding", ["measures": "mean"])),
    ("ewm", step("ewm", ["alpha": 0.3])),
  ]

  static func step(_ use: String, _ arguments: JSON) -> TableStep {
    TableStep(
      use: use, arguments: .object((arguments.object ?? []) + [.init("time", "at")]), columns: ["x"], by: ["key"])
  }

  @Test(.enabled(if: TransformerBenchmark.rowCount != nil), .serialized, arguments: rows.indices)
  func measure(_ index: Int) throws {
    let (name, step) = Self.rows[index]
    guard TransformerBenchmark.isChosen(name) else { return }
    var generator = SeededGenerator(seed: 1)
    let count = TransformerBenchmark.rowCount!
    let columns: [Column] = [
      .int((0..<count).map { _ in Int64(generator.next() % 10_000) }),
      .timestamp((0..<count).map { _ in Int64(generator.next() % 31_536_000) * 1_000_000 }),
      .float((0..<count).map { _ in generator.next() % 20 == 0 ? nil : Double(generator.next() >> 11) * 0x1p-53 }),
    ]
    let sheet = Sheet(
      "events",
      [Field(name: "key", type: .int), Field(name: "at", type: .timestamp), Field(name: "x", type: .float)], columns)
    let transformer = try step.transformer()
    let context = TableContext(inputs: [sheet.shape], clauses: step.clauses)
    let time = try CPUTime.least(count) { _ = try transformer.transform([sheet.rows], context) }
    print("benchmark\t\(name)\t-\t\(time)")
  }
}
