import Columns
import TestSupport

/// Columns of the values that kernels care about, and of some that must never be repeated in a message.
struct NastyColumn {
  /// What a column is made of.
  enum Mix: CaseIterable { case plain, edges, constant, missing, distinct }

  /// Texts and numbers that no message may hold: they stand for what a person's cell holds.
  static let canaries = ["canaryzzq", "98765.4321", "4242424243"]

  let type: ColumnType
  let mix: Mix
  let missing: Double

  init(_ type: ColumnType, using generator: inout SeededGenerator) {
    self.type = type
    let roll = Int.random(in: 0..<10, using: &generator)
    mix = roll < 5 ? .plain : Mix.allCases[roll - 5]
    missing = [0, 0, 0.1, 0.5].randomElement(using: &generator)!
  }

  func column(_ count: Int, using generator: inout SeededGenerator) -> Column {
    switch type {
    case .int:
      .int(
        values(count, &generator, edges: [0, 1, -1, .max, .min, 1 << 53 + 1, 4_242_424_243]) {
          mix == .distinct ? Int64($0) * 7_919 : Int64.random(in: -9...9, using: &$1)
        })
    case .float:
      .float(
        values(
          count, &generator,
          edges: [0, -0.0, 5e-324, -5e-324, 1e308, -1e308, 1e8, 98765.4321, .greatestFiniteMagnitude, .infinity, .nan]
        ) { mix == .distinct ? Double($0) * 0.37 : ($1.normal() * 4).rounded() / 2 })
    case .bool: .bool(values(count, &generator, edges: [true, false]) { Bool.random(using: &$1) })
    case .date:
      .date(
        values(count, &generator, edges: [0, -1, 95_694_000, -95_694_000, .max, .min]) {
          mix == .distinct ? Int32($0) : Int32.random(in: 0...20_000, using: &$1)
        })
    case .timestamp:
      .timestamp(
        values(count, &generator, edges: [0, -1, .max, .min, 86_400_000_000, 8_268_000_000_000_000_000]) {
          mix == .distinct ? Int64($0) * 1_000 : Int64.random(in: 0...1_700_000_000_000_000, using: &$1)
        })
    case .string, .text: .string(texts(count, &generator))
    case .category: .category(texts(count, &generator))
    }
  }

  private static let edgeTexts = [
    "", " ", "\0", "a\0b", "e\u{301}", "\u{E9}", "NaN", "nan", "inf", "-inf", "1e999", "0x10", "-0", "null",
    "canaryzzq",
    "canaryzzq canaryzzq", "\u{1F469}\u{200D}\u{1F469}", "\u{202E}abc", "a,b;c|d", "a|a||b", "'\"\\", "\n",
    String(repeating: "\u{301}", count: 40), String(repeating: "ab ", count: 700), "4242424243", "98765.4321",
  ]

  private func texts(_ count: Int, _ generator: inout SeededGenerator) -> [String?] {
    values(count, &generator, edges: Self.edgeTexts) { row, generator in
      mix == .distinct
        ? "word\(row) x"
        : ["red", "green", "blue", "Red", "white dog", "a"].randomElement(using: &generator)!
    }
  }

  private func values<Value>(
    _ count: Int, _ generator: inout SeededGenerator, edges: [Value], _ plain: (Int, inout SeededGenerator) -> Value
  ) -> [Value?] {
    let constant = Bool.random(using: &generator) ? edges.randomElement(using: &generator)! : plain(3, &generator)
    return (0..<count).map { row in
      let isMissing = Double.random(in: 0..<1, using: &generator) < missing
      if isMissing || mix == .missing { return nil }
      switch mix {
      case .constant: return constant
      case .edges where Int.random(in: 0..<3, using: &generator) == 0: return edges.randomElement(using: &generator)!
      default: return plain(row, &generator)
      }
    }
  }
}
