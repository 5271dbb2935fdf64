import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

/// What must hold of every encoder, on random rows.
@Suite struct EncoderPropertyTests {
  static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6]

  @Test(arguments: seeds) func oneHot(_ seed: UInt64) throws {
    var encoder = OneHotEncoder()
    try check(encoder, seed: seed, exact: true)
    encoder.minFrequency = 4
    encoder.maxCategories = 5
    encoder.handleUnknown = .init(.infrequentIfExist)
    try check(encoder, seed: seed, exact: true)
  }

  @Test(arguments: seeds) func ordinal(_ seed: UInt64) throws {
    try check(OrdinalEncoder(), seed: seed, exact: true)
  }

  @Test(arguments: seeds) func count(_ seed: UInt64) throws {
    var encoder = CountEncoder()
    try check(encoder, seed: seed, exact: true)
    encoder.normalize = true
    try check(encoder, seed: seed, exact: true)
  }

  @Test(arguments: seeds) func target(_ seed: UInt64) throws {
    try check(TargetEncoder(), seed: seed, exact: false)
  }

  @Test(arguments: seeds) func mEstimate(_ seed: UInt64) throws {
    try check(MEstimateEncoder(), seed: seed, exact: false)
  }

  @Test(arguments: seeds) func leaveOneOut(_ seed: UInt64) throws {
    try check(LeaveOneOutEncoder(), seed: seed, exact: false, spare: 1)
  }

  @Test(arguments: seeds) func weightOfEvidence(_ seed: UInt64) throws {
    try check(WeightOfEvidenceEncoder(), seed: seed, exact: true, isBinary: true)
  }

  @Test(arguments: seeds) func jamesStein(_ seed: UInt64) throws {
    var encoder = JamesSteinEncoder()
    for model in JamesSteinEncoder.Model.allCases {
      encoder.model = model
      try check(encoder, seed: seed, exact: true, isBinary: true)
    }
  }

  @Test(arguments: seeds) func binaryTarget(_ seed: UInt64) throws {
    try check(TargetEncoder(), seed: seed, exact: true, isBinary: true)
  }

  /// `exact`: the state has the same bytes for any order and chunking; otherwise the numbers agree to 1e-12.
  /// `spare`: how many people more than k a category needs to be named.
  private func check<Encoder: Transformer>(
    _ encoder: Encoder, seed: UInt64, exact: Bool, isBinary: Bool = false, spare: Int = 0
  ) throws {
    var generator = SeededGenerator(seed: seed)
    for k in [nil, 3] {
      let fixture = Self.fixture(k: k, isBinary: isBinary, &generator)
      let all = Array(0..<fixture.count)
      let fitted = try fixture.fit(encoder)
      #expect(try fixture.fit(encoder).json.canonical == fitted.json.canonical, "refit, seed \(seed)")
      #expect(try Encoder.Fitted(json: fitted.json) == fitted, "round trip, seed \(seed)")

      let cuts = (0..<3).map { _ in Int.random(in: 0...fixture.count, using: &generator) }.sorted()
      let bounds = [0] + cuts + [fixture.count]
      let chunks = zip(bounds, bounds.dropFirst()).map { Array($0..<$1) }
      let shuffled = all.shuffled(using: &generator)
      for other in [try fixture.fit(encoder, chunks: chunks), try fixture.fit(encoder, chunks: [shuffled, []])] {
        if exact {
          #expect(other.json.canonical == fitted.json.canonical, "chunks, order; seed \(seed)")
        } else {
          #expect(other.json.isClose(to: fitted.json), "chunks, order; seed \(seed)")
        }
      }

      let whole = try encoder.transform(fixture.rows, fitted)
      #expect(whole.count == encoder.outputs(fixture.fields, fitted).count)
      for row in all.prefix(10) {
        let one = try encoder.transform(fixture.rows(at: [row]), fitted)
        #expect(one == whole.map { $0.gather([Int32(row)]) }, "one row, seed \(seed)")
      }
      #expect(try encoder.transform(fixture.rows(at: []), fitted).allSatisfy { $0.count == 0 })
      if let k { expectNoRareName(in: fitted.json, fixture, k + spare) }
    }
  }

  private func expectNoRareName(in state: JSON, _ fixture: Table, _ k: Int) {
    for (position, column) in fixture.columns.enumerated() {
      let names = Set(state["columns"]?[position]?["categories"]?.array?.compactMap(\.string) ?? [])
      var people: [String: Set<UInt64>] = [:]
      for row in 0..<fixture.count where column.validity.isValid(row) {
        people[column.text(at: row), default: []].insert(fixture.people![row])
      }
      for (name, people) in people { #expect(names.contains(name) == (people.count >= k)) }
    }
  }

  /// A common, a skewed and a numeric column, with gaps; people own several rows.
  private static func fixture(k: Int?, isBinary: Bool, _ generator: inout SeededGenerator) -> Table {
    let count = 120
    func column<Value>(_ values: [Value?]) -> [Value?] {
      (0..<count).map { _ in values.randomElement(using: &generator)! }
    }
    let skewed = (0..<count).map { _ in
      String(UnicodeScalar(UInt8(ascii: "a") + UInt8(generator.next().leadingZeroBitCount)))
    }
    let target: Column =
      isBinary
      ? .bool((0..<count).map { _ in Bool.random(using: &generator) })
      : .float((0..<count).map { _ in Double.random(in: 0...1, using: &generator) })
    return Table(
      [
        ("c", .string(column(["x", "y", "", nil]))), ("s", .category(skewed)),
        ("n", .int(column([-1, 10, 9, nil]))),
      ],
      target: target, people: (0..<count).map { _ in generator.next() % 60 },
      hashes: (0..<count).map { _ in generator.next() }, k: k)
  }
}
