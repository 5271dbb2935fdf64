import Columns
import TestSupport
import Testing

@testable import Privacy

/// Figures of small tables, by hand and by the definitions written out.
@Suite struct ReleaseFiguresTests {
  /// Rows of (quasi, sensitive, person).
  static func table(
    _ rows: [(String?, String?, UInt64)], type: ColumnType = .category, countsPeople: Bool = false
  ) throws -> ReleaseTable {
    var quasi = ReleaseColumn(name: "q", type: .string), sensitive = ReleaseColumn(name: "s", type: type)
    try quasi.append(.string(rows.map(\.0)))
    try sensitive.append(.string(rows.map(\.1)))
    var people = PeopleCodes()
    people.append(Buffer(rows.map(\.2)))
    return ReleaseTable(
      quasi: [quasi], sensitive: [SensitiveColumn(sensitive)], people: countsPeople ? people : nil)
  }

  struct Row: CustomTestStringConvertible {
    let testDescription: String
    let rows: [(String?, String?, UInt64)]
    var type = ColumnType.category
    var countsPeople = false
    let k: Int?
    var classes = 1
    var distinct = 1
    var entropy = 1.0
    var t = 0.0
  }

  static let rows: [Row] = [
    Row(testDescription: "no row", rows: [], k: nil, classes: 0),
    Row(testDescription: "one row", rows: [("a", "x", 1)], k: 1),
    Row(testDescription: "one class", rows: [("a", "x", 1), ("a", "y", 2)], k: 2, distinct: 2, entropy: 2),
    Row(
      testDescription: "missing is a value of its own",
      rows: [("a", "x", 1), ("a", nil, 2), (nil, "x", 3), (nil, nil, 4)], k: 2, classes: 2, distinct: 2, entropy: 2),
    Row(
      testDescription: "two classes of one value each",
      rows: [("a", "x", 1), ("a", "x", 2), ("b", "y", 3), ("b", "y", 4)], k: 2, classes: 2, t: 0.5),
    Row(
      testDescription: "ten rows of one person are one person",
      rows: (0..<10).map { _ in ("a", "x", 1) } + [("a", "y", 2)], countsPeople: true, k: 2, distinct: 2, entropy: 2),
    Row(
      testDescription: "a person counts once for each value",
      rows: [("a", "x", 1), ("a", "y", 1), ("a", "x", 2), ("a", "y", 2)], countsPeople: true, k: 2, distinct: 2,
      entropy: 2),
    Row(
      testDescription: "the ordered distance of the paper",
      rows: zip([3, 5, 9, 6, 11, 8, 4, 7, 10], 0...).map { ("\($1 / 3)", "\($0)000", UInt64($1)) }, type: .int, k: 3,
      classes: 3, distinct: 3, entropy: 3, t: 1.0 / 6),
    Row(
      testDescription: "numbers by size, not by text", rows: [("a", "9", 1), ("a", "10", 2), ("b", "100", 3)],
      type: .int,
      k: 1, classes: 2, t: 0.5),
  ]

  @Test(arguments: rows)
  func figures(_ row: Row) throws {
    let figures = ReleaseFigures(try Self.table(row.rows, type: row.type, countsPeople: row.countsPeople))
    #expect(figures.k == row.k)
    #expect(figures.classes == row.classes)
    #expect(figures.rows == row.rows.count)
    guard let column = figures.sensitive.first else { return }
    #expect(column.distinct == row.distinct)
    #expect(abs(column.entropy - row.entropy) < 1e-12)
    #expect(abs(column.t - row.t) < 1e-12, "\(column.t)")
  }

  /// The distances skip what a class lacks; here they do not.
  @Test func distancesAreThoseOfTheDefinitions() {
    let seed: UInt64 = 20_261_122
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let rankCount = Int.random(in: 1...12, using: &generator)
      let classes = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        let ranks = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
          Int32.random(in: 0..<Int32(rankCount), using: &generator)
        }
        return ValueCounts(ranks: ranks.sorted())
      }
      for isOrdered in [false, true] {
        let whole = ValueDistribution(classes, rankCount: rankCount, isOrdered: isOrdered)
        for part in classes {
          let plain = Self.plainDistance(of: part, from: classes, rankCount: rankCount, isOrdered: isOrdered)
          #expect(abs(whole.distance(of: part) - plain) < 1e-12, "seed \(seed)")
        }
      }
    }
  }

  private static func plainDistance(
    of part: ValueCounts, from classes: [ValueCounts], rankCount: Int, isOrdered: Bool
  ) -> Double {
    func shares(_ counts: [ValueCounts]) -> [Double] {
      var shares = [Double](repeating: 0, count: rankCount)
      for entry in counts.flatMap(\.entries) { shares[Int(entry.rank)] += Double(entry.count) }
      let total = shares.reduce(0, +)
      return shares.map { $0 / total }
    }
    let pairs = zip(shares([part]), shares(classes)).filter { $1 > 0 }
    guard pairs.count > 1 else { return 0 }
    guard isOrdered else { return pairs.reduce(0) { $0 + abs($1.0 - $1.1) } / 2 }
    var sum = 0.0, running = 0.0
    for (p, q) in pairs {
      running += p - q
      sum += abs(running)
    }
    return sum / Double(pairs.count - 1)
  }

  /// r1 of the most frequent value, as the paper has it.
  @Test func recursiveDiversity() {
    let counts = ValueCounts(ranks: [0, 0, 0, 0, 1, 1, 2])
    #expect(counts.recursiveRatio(l: 1) == 4.0 / 7)
    #expect(counts.recursiveRatio(l: 2) == 4.0 / 3)
    #expect(counts.recursiveRatio(l: 3) == 4)
    #expect(counts.recursiveRatio(l: 4) == nil)
    let policy = ReleasePolicy(k: 1, l: 2, diversity: .recursive(c: 4.0 / 3))
    #expect(!policy.admits(counts))
    #expect(ReleasePolicy(k: 1, l: 2, diversity: .recursive(c: 1.34)).admits(counts))
  }

  @Test func shortcomings() throws {
    let table = try Self.table([("a", "x", 1), ("a", "x", 2), ("b", "y", 3), ("b", "x", 4)])
    func found(_ policy: ReleasePolicy) -> Int { ReleaseFigures(table, policy).shortcomings(policy).count }
    #expect(found(ReleasePolicy(k: 2)) == 0)
    #expect(found(ReleasePolicy(k: 3)) == 1)
    #expect(found(ReleasePolicy(k: 2, l: 2)) == 1)
    #expect(found(ReleasePolicy(k: 2, l: 2, diversity: .entropy)) == 1)
    #expect(found(ReleasePolicy(k: 2, l: 2, diversity: .recursive(c: 5))) == 1)
    #expect(found(ReleasePolicy(k: 2, t: 0.25)) == 0)
    #expect(found(ReleasePolicy(k: 3, l: 2, t: 0.2)) == 3)
  }
}
