import Columns
import Configuration
import Testing

@testable import Transforms

/// How one person is made to stand out.
enum Standout: String, CaseIterable, Sendable {
  /// In one row among many.
  case oneRow
  /// In each of the person's rows.
  case everyRow
  /// As the only person with any value in the column.
  case alone

  /// Rows of person 1 (see `ConformanceCase.table`).
  var rows: [Int] { self == .oneRow ? [40] : [0, 40, 80] }
}

extension ConformanceTests {
  /// With k = 5, nothing that only one person has is in the state: no number to nine digits, no text, no day.
  @Test(arguments: ConformanceCase.respectingFloor, Standout.allCases)
  func nothingOfOnePersonIsInTheState(_ sample: ConformanceCase, _ standout: Standout) throws {
    let transformer = try sample.transformer()
    let table = sample.table(for: transformer, seed: Self.seed)
    // All columns at once, so that a group or category of one person meets the person's number; then each by itself.
    var choices = standout == .alone ? [] : [Array(table.columns.indices)]
    choices += table.columns.indices.map { [$0] }
    for choice in choices {
      var table = table
      for index in choice {
        table.columns[index] = table.columns[index].sentinels(standout, isNullable: sample.hasMissing)
      }
      try expectNoSentinel(transformer, table, "columns \(choice)")
    }
    guard standout != .alone, let target = table.target else { return }
    var labelled = table
    labelled.target = target.sentinels(standout, isNullable: false)
    try expectNoSentinel(transformer, labelled, "the target")
    labelled.columns = table.columns.map { $0.sentinels(standout, isNullable: false) }
    try expectNoSentinel(transformer, labelled, "all columns and the target")
  }

  private func expectNoSentinel(_ transformer: any Transformer, _ table: Table, _ place: String) throws {
    do {
      let state = try fitErased(transformer, [table.rows], table.context(k: 5)).json
      let found = state.sentinels
      #expect(found.isEmpty, "\(place): \(found) in \(state.canonical.prefix(2000))")
    } catch let error as TransformError {
      #expect(!error.message.contains("sentinel") && !error.message.contains("98765"), "\(error)")
    }
  }
}

private enum Sentinel {
  static let float = 98765.4321
  static let int: Int64 = 98_765_432
  static let day: Int32 = 30_733
  static let instant: Int64 = 1_798_765_432_123_456
  static let text = "zsentinel"
  static let numbers = [float, Double(int), Double(day), Double(instant)]
  static let texts = [text, "98765", "2054-02-2", "2026-12-31T"]
}

extension Column {
  fileprivate func sentinels(_ standout: Standout, isNullable: Bool) -> Column {
    let rows = standout.rows
    func planted<Value>(_ values: [Value], _ sentinel: Value) -> [Value?] {
      (0..<count).map { row in
        if rows.contains(row) { return sentinel }
        // What the others have is one value where they may not have none.
        if standout == .alone { return isNullable ? nil : values[1] }
        return validity.isValid(row) ? values[row] : nil
      }
    }
    switch values {
    case .int(let values): return .int(planted(values.array, Sentinel.int))
    case .float(let values): return .float(planted(values.array, Sentinel.float))
    case .date(let values): return .date(planted(values.array, Sentinel.day))
    case .timestamp(let values): return .timestamp(planted(values.array, Sentinel.instant))
    case .string(let strings): return .string(planted(strings.array, Sentinel.text))
    case .category: return .category(planted((0..<count).map { text(at: $0) }, Sentinel.text))
    case .bool: return self
    }
  }
}

extension JSON {
  /// The sentinels among the numbers, texts and names of members.
  fileprivate var sentinels: [JSON] {
    switch self {
    case .array(let elements): elements.flatMap(\.sentinels)
    case .object(let members): members.flatMap { JSON.string($0.name).sentinels + $0.value.sentinels }
    case .string(let text): Sentinel.texts.contains { text.contains($0) } ? [self] : []
    case .int, .float:
      Sentinel.numbers.contains { abs(abs(double ?? 0) - $0) <= 1e-9 * $0 } ? [self] : []
    case .null, .bool: []
    }
  }
}
