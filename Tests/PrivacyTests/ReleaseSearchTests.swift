import Columns
import TestSupport
import Testing

@testable import Privacy

/// Generalization and suppression until a policy is kept.
@Suite struct ReleaseSearchTests {
  @Test(arguments: [
    (Coarsening.range(5), ColumnType.int, "23", "[20, 25)"), (.range(5), .int, "-1", "[-5, 0)"),
    (.range(10), .int, "9223372036854775807", "[9223372036854775800, inf)"),
    (.range(10), .int, "-9223372036854775808", "(-inf, -9223372036854775800)"),
    (.range(0.1), .float, "0.35", "[0.3, 0.4)"), (.range(0.5), .float, "-0.2", "[-0.5, 0)"),
    (.range(10), .float, "inf", "inf"), (.range(1000), .float, "1234.5", "[1000, 2000)"),
    (.period(.day), .timestamp, "2024-02-29T23:59:59.5Z", "2024-02-29"),
    (.period(.month), .date, "2024-02-29", "2024-02"),
    (.period(.quarter), .date, "2024-12-01", "2024-Q4"), (.period(.years(1)), .date, "1999-01-01", "1999"),
    (.period(.years(5)), .date, "1999-01-01", "1995/1999"), (.period(.years(10)), .date, "-0005-01-01", "-10/-1"),
    (.prefix(3), .string, "10115", "101*"), (.prefix(3), .string, "101", "101"), (.prefix(1), .string, "Ärzte", "Ä*"),
    (.groups(["DE": "EU", "FR": "EU"]), .category, "FR", "EU"), (.groups(["DE": "EU"]), .category, "US", "other"),
    (.prefix(2), .string, "", ""), (.everything, .string, "x", "*"), (.none, .int, "7", "7"),
  ])
  func labels(_ coarsening: Coarsening, _ type: ColumnType, _ text: String, _ expected: String) {
    #expect(coarsening.label(text, type) == expected)
  }

  /// What one level joins, the next does not tell apart again.
  @Test(arguments: [ColumnType.int, .float, .date, .timestamp, .string, .bool])
  func levelsAreNested(_ type: ColumnType) throws {
    let seed: UInt64 = 20_261_123
    var generator = SeededGenerator(seed: seed)
    var column = ReleaseColumn(name: "q", type: type)
    func values<Value>(_ make: () -> Value) -> [Value?] { (0..<300).map { $0 % 17 == 0 ? nil : make() } }
    switch type {
    case .int: try column.append(.int(values { Int64.random(in: -4000...4000, using: &generator) }))
    case .float: try column.append(.float(values { Double.random(in: -3...7, using: &generator) }))
    case .date: try column.append(.date(values { Int32.random(in: -30_000...30_000, using: &generator) }))
    case .timestamp: try column.append(.timestamp(values { Int64.random(in: -1...1, using: &generator) << 50 }))
    case .bool: try column.append(.bool(values { Bool.random(using: &generator) }))
    default:
      let letters = Array("ab€")
      try column.append(
        .string(
          values {
            String(
              (0..<Int.random(in: 0...12, using: &generator)).map { _ in letters.randomElement(using: &generator)! })
          }))
    }
    let hierarchy = Hierarchy(of: [column])
    #expect(hierarchy.levels.first == Coarsening.none && hierarchy.levels.last == .everything)
    var finer = (0..<Int32(column.codeCount)).map(\.self)
    for level in hierarchy.levels.indices.dropFirst() {
      let groups = try #require(hierarchy.groups(of: column, at: level)).groups
      var image: [Int32: Int32] = [:]
      for (fine, coarse) in zip(finer, groups) {
        #expect(image.updateValue(coarse, forKey: fine) ?? coarse == coarse, "level \(level), seed \(seed)")
      }
      finer = groups
    }
    #expect(Set(finer).count == 1)
  }

  static func table(_ rows: [(age: Int64?, zip: String?, illness: String?)]) throws -> ReleaseTable {
    var age = ReleaseColumn(name: "age", type: .int), zip = ReleaseColumn(name: "zip", type: .string)
    var illness = ReleaseColumn(name: "illness", type: .category)
    try age.append(.int(rows.map(\.age)))
    try zip.append(.string(rows.map(\.zip)))
    try illness.append(.string(rows.map(\.illness)))
    return ReleaseTable(quasi: [age, zip], sensitive: [SensitiveColumn(illness)], people: nil)
  }

  static func random(_ count: Int, seed: UInt64) throws -> ReleaseTable {
    var generator = SeededGenerator(seed: seed)
    return try table(
      (0..<count).map { _ in
        (
          Int.random(in: 0..<20, using: &generator) == 0 ? nil : Int64.random(in: 18...90, using: &generator),
          "10\(Int.random(in: 100...199, using: &generator))", ["a", "b", "c", "d"].randomElement(using: &generator)
        )
      })
  }

  @Test(arguments: [
    ReleasePolicy(k: 2), ReleasePolicy(k: 5, l: 2), ReleasePolicy(k: 5, l: 2.5, diversity: .entropy),
    ReleasePolicy(k: 5, l: 2, diversity: .recursive(c: 3)), ReleasePolicy(k: 10, l: 3, t: 0.3),
    ReleasePolicy(k: 200),
  ])
  func whatLeavesKeepsThePolicy(_ policy: ReleasePolicy) throws {
    let seed: UInt64 = 20_261_124
    let tables = [try Self.random(600, seed: seed), try Self.random(300, seed: seed + 1)]
    var search = ReleaseSearch(tables, policy, hierarchies: [nil, nil], maxSuppressed: 0.05)
    let outcomes = try search.outcomes(.generalize)
    for (table, outcome) in zip(tables, outcomes) {
      #expect(Double(outcome.suppressed) <= 0.05 * Double(table.rowCount))
      #expect(outcome.isKept.count { !$0 } == outcome.suppressed)
      // Measured again from what is put out, without what the search knew.
      let rows = 0..<table.rowCount
      let kept = Buffer(rows.filter { outcome.isKept[$0] }.map { Int32($0) })
      var quasi = table.quasi.map { ReleaseColumn(name: $0.name, type: .category) }
      for position in quasi.indices {
        let column = outcome.column(position, of: table, rows: rows) ?? Self.column(table.quasi[position])
        try quasi[position].append(column.gather(kept))
      }
      var sensitive = ReleaseColumn(name: "illness", type: .category)
      try sensitive.append(
        .string(kept.array.map { ["-", "a", "b", "c", "d", "e"][Int(table.sensitive[0].ranks[Int($0)])] }))
      let figures = ReleaseFigures(
        ReleaseTable(quasi: quasi, sensitive: [SensitiveColumn(sensitive)], people: nil), policy)
      #expect(figures.shortcomings(policy) == [], "seed \(seed)")
      #expect(figures.k == outcome.figures.k && figures.classes == outcome.figures.classes)
    }
    // No column can be lowered alone.
    for position in search.levels.indices where search.levels[position] > 0 {
      let levels = search.hierarchies.enumerated().map { place, hierarchy in
        hierarchy.levels[search.levels[place] - (place == position ? 1 : 0)]
      }
      #expect(!Self.isKept(tables, policy, levels), "column \(position), seed \(seed)")
    }
  }

  private static func column(_ column: ReleaseColumn) -> Column {
    let texts = column.texts
    return .string(column.codes.map { $0 == 0 ? nil : texts[Int($0) - 1] })
  }

  private static func isKept(_ tables: [ReleaseTable], _ policy: ReleasePolicy, _ levels: [Coarsening]) -> Bool {
    tables.allSatisfy { table in
      var quasi = table.quasi.map { ReleaseColumn(name: $0.name, type: .string) }
      for (position, level) in levels.enumerated() {
        let column = table.quasi[position], texts = column.texts
        let labels = column.codes.map { code in
          level == .everything ? "*" : code == 0 ? nil : level.label(texts[Int(code) - 1], column.type)
        }
        guard (try? quasi[position].append(.string(labels))) != nil else { return false }
      }
      let coarse = ReleaseTable(quasi: quasi, sensitive: table.sensitive, people: nil)
      let counts = ClassCounts(coarse, EquivalenceClasses(coarse, groups: quasi.map { _ in nil }))
      let kept = counts.keptRows(counts.kept(by: policy, coarse.sensitive))
      return Double(coarse.rowCount - kept) / Double(coarse.rowCount) <= 0.05
    }
  }

  @Test func methods() throws {
    let table = try Self.table(
      (0..<10).map { (age: 30, zip: "1", illness: $0 % 2 == 0 ? "a" : "b") } + [(age: 90, zip: "2", illness: "a")])
    func outcome(_ method: ReleaseSearch.Method, _ policy: ReleasePolicy, _ most: Double) throws
      -> ReleaseSearch.Outcome
    {
      var search = ReleaseSearch([table], policy, hierarchies: [nil, nil], maxSuppressed: most)
      return try search.outcomes(method)[0]
    }
    #expect(try outcome(.measure, ReleasePolicy(k: 1), 0).suppressed == 0)
    #expect(throws: ReleaseError.notReached(output: 0, suppressed: 1, rows: 11)) {
      try outcome(.measure, ReleasePolicy(k: 5), 1)
    }
    #expect(throws: ReleaseError.notReached(output: 0, suppressed: 1, rows: 11)) {
      try outcome(.suppress, ReleasePolicy(k: 5), 0.05)
    }
    let suppressed = try outcome(.suppress, ReleasePolicy(k: 5), 0.1)
    #expect(suppressed.suppressed == 1 && suppressed.figures.k == 10)
    #expect(suppressed.column(0, of: table, rows: 0..<11) == nil)
    #expect(try outcome(.generalize, ReleasePolicy(k: 11), 0).figures.k == 11)
    #expect(throws: ReleaseError.notReached(output: 0, suppressed: 11, rows: 11)) {
      try outcome(.generalize, ReleasePolicy(k: 12), 0.5)
    }
    #expect(throws: ReleaseError.notReached(output: 0, suppressed: 11, rows: 11)) {
      try outcome(.generalize, ReleasePolicy(k: 2, l: 3), 0.5)
    }
    // Everybody left out is what `max_suppressed: 1` allows.
    #expect(try outcome(.suppress, ReleasePolicy(k: 12), 1).figures.k == nil)
  }

  @Test func noRowsAtAll() throws {
    var search = ReleaseSearch(
      [try Self.table([])], ReleasePolicy(k: 5, l: 2, t: 0), hierarchies: [nil, nil], maxSuppressed: 0)
    let outcome = try search.outcomes(.generalize)[0]
    #expect(outcome.figures.k == nil && outcome.suppressed == 0 && outcome.isKept.isEmpty)
  }
}
