import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

@Suite struct TargetEncoderTests {
  static let target = Column.float([1, 2, 3, 4.5, 10, 11, 12, -1, -2, 5, 7])
  static let fixture = Table(
    [("c", .letters("aaaabbbccd."))], target: target, hashes: (0..<11).map { UInt64($0) })

  /// scikit-learn 1.9.1, TargetEncoder(target_type="continuous").encodings_ with None as the missing category.
  @Test(arguments: [
    (TargetSmoothing.auto, [2.66751134, 10.93385274, -1.46234559, 5, 7]),
    (.rows(2), [3.34090909, 8.50909091, 1.63636364, 4.84848485, 5.51515152]),
  ]) func continuous(_ smooth: TargetSmoothing, _ expected: [Double]) throws {
    var encoder = TargetEncoder()
    encoder.smooth = smooth
    let fitted = try Self.fixture.fit(encoder)
    expectClose(fitted.columns[0].encodings + [try #require(fitted.columns[0].missing?.first)], expected, 1e-8)
    expectClose([fitted.neutral[0]], [4.7727272727272725], 1e-15)
    let unseen = Rows(columns: [.letters("z")], rowNumbers: [1])
    #expect(try encoder.transform(unseen, fitted)[0].doubles == [fitted.neutral[0]])
    let restored = try TargetEncodings(json: fitted.json)
    #expect(restored == fitted && restored.outOfSample == nil)
    #expect(
      try encoder.transformFitted(Self.fixture.rows, restored) == encoder.transform(Self.fixture.rows, fitted))
  }

  @Test func binary() throws {
    var fixture = Self.fixture
    let target = Column.letters("npnppnpnpnp")
    fixture.setTarget(target)
    let fitted = try fixture.fit(TargetEncoder())
    expectClose(
      fitted.columns[0].encodings + [try #require(fitted.columns[0].missing?.first)],
      [0.50915141, 0.63878327, 0.51523546, 0, 1], 1e-8)
    expectClose([fitted.neutral[0]], [6.0 / 11], 1e-15)
    // Classes by value, in whatever order they come: 3 and 10 read as 0 and 1.
    let numbers = Column.int("npnppnpnpnp".map { $0 == "p" ? 10 : 3 })
    fixture.setTarget(numbers)
    #expect(try fixture.fit(TargetEncoder()) == fitted)
  }

  /// Encodes each row with an encoder fitted, row by row and without folds' tables, on the rows of the other folds.
  @Test(arguments: [TargetSmoothing.auto, .rows(1.5)]) func outOfFoldEqualsBruteForce(_ smooth: TargetSmoothing) throws
  {
    var encoder = TargetEncoder()
    encoder.smooth = smooth
    encoder.cv = 3
    let fixture = Self.random(rows: 200, seed: 7)
    let folds = Folds(count: 3).assign(fixture.rows).array
    let encoded = try encoder.transformFitted(fixture.rows, try fixture.fit(encoder))[0].doubles
    for fold in 0..<3 {
      let inside = (0..<fixture.count).filter { folds[$0] == fold }
      let outside = (0..<fixture.count).filter { folds[$0] != fold }
      #expect(!inside.isEmpty && !outside.isEmpty)
      let expected = try encoder.transform(fixture.rows(at: inside), try fixture.fit(encoder, chunks: [outside]))[0]
        .doubles
      expectClose(inside.compactMap { encoded[$0] }, expected.compactMap { $0 }, 1e-12)
    }
  }

  @Test(arguments: [true, false]) func flippingALabelNeverChangesItsOwnEncoding(_ isBinary: Bool) throws {
    let encoder = TargetEncoder()
    var fixture = Self.random(rows: 60, seed: 11, isBinary: isBinary)
    let before = try encoder.transformFitted(fixture.rows, try fixture.fit(encoder))[0].doubles
    let original = try #require(fixture.target)
    var changedOthers = false
    for row in 0..<fixture.count {
      switch original.values {
      case .bool(let bits):
        fixture.target = .bool((0..<60).map { bits[$0] != ($0 == row) })
      case .float(let values):
        fixture.target = .float((0..<60).map { values[$0] + ($0 == row ? 100 : 0) })
      default: Issue.record("another target")
      }
      let after = try encoder.transformFitted(fixture.rows, try fixture.fit(encoder))[0].doubles
      #expect(after[row] == before[row])
      changedOthers = changedOthers || after != before
    }
    #expect(changedOthers)
  }

  @Test func floorHidesRareCategories() throws {
    var fixture = Self.fixture
    fixture.people = [1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10]
    fixture.k = 3
    let fitted = try fixture.fit(TargetEncoder())
    #expect(fitted.columns[0].lookup.texts == ["a", "b"])
    #expect(fitted.columns[0].missing == nil)
    // Out of fold a category with too few people in the other folds is the mean of those folds.
    let folds = Folds(count: 5).assign(fixture.rows).array
    let encoded = try TargetEncoder().transformFitted(fixture.rows, fitted)[0].doubles
    let values = try #require(Self.target.numbers)
    for row in 4..<7 {
      let others = (0..<11).filter { folds[$0] != folds[row] }
      let mean = others.reduce(0) { $0 + values[$1] } / Double(others.count)
      let isLearned = Set((4..<7).filter { folds[$0] != folds[row] }).count >= 3
      #expect(isLearned == (abs(try #require(encoded[row]) - mean) > 1e-9))
    }
    fixture.people = Buffer(repeating: 1, count: 11)
    #expect(throws: TransformError.tooFewPeople(column: "c", k: 3)) { try fixture.fit(TargetEncoder()) }
  }

  struct Refusal: Sendable {
    let target: Column?
    var type = TargetEncoder.TargetType.auto
  }

  @Test(arguments: [
    Refusal(target: nil), Refusal(target: .int([1, 2, 3])), Refusal(target: .letters("abc")),
    Refusal(target: .float([1, nil, 2])), Refusal(target: .float([1, .infinity, 2])),
    Refusal(target: .letters("aba"), type: .continuous),
    Refusal(target: .date([1, 2, 3])), Refusal(target: .float([1e200, -1e200, 3])),
  ]) func unusableTargetsAreRefused(_ row: Refusal) {
    var encoder = TargetEncoder()
    encoder.targetType = row.type
    let fixture = Table([("c", .letters("aab"))], target: row.target, hashes: [1, 2, 3])
    #expect(throws: TransformError.self) { try fixture.fit(encoder) }
  }

  @Test func rowsOfOneFoldHaveNobodyToLearnFrom() {
    let fixture = Table([("c", .letters("ab"))], target: .float([1, 3]), hashes: [9, 9])
    #expect(throws: TransformError.self) { try fixture.fit(TargetEncoder()) }
  }

  @Test func smoothReadsAutoAndNumbers() {
    #expect(TargetSmoothing.auto.json == "auto")
    #expect(TargetSmoothing.rows(2).json == 2.0)
    var decoder = Decoder(file: "f")
    let place = SourceSpan(line: 1, column: 1)
    #expect(TargetSmoothing.decode(Node(.scalar("auto", isPlain: true), at: place), &decoder) == .auto)
    #expect(TargetSmoothing.decode(Node(.scalar("2", isPlain: true), at: place), &decoder) == .rows(2))
    #expect(TargetSmoothing.decode(Node(.scalar("much", isPlain: true), at: place), &decoder) == nil)
    #expect(decoder.diagnostics.count == 1)
  }

  static func random(rows: Int, seed: UInt64, isBinary: Bool = false) -> Table {
    var generator = SeededGenerator(seed: seed)
    let letters = (0..<rows).map { _ in ["a", "b", "c", nil].randomElement(using: &generator)! }
    let target: Column =
      isBinary
      ? .bool((0..<rows).map { _ in Bool.random(using: &generator) })
      : .float((0..<rows).map { _ in Double.random(in: -5...5, using: &generator) })
    return Table(
      [("c", .category(letters))], target: target, hashes: (0..<rows).map { _ in generator.next() })
  }
}

func expectClose(
  _ values: [Double], _ expected: [Double], _ tolerance: Double, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(values.count == expected.count, sourceLocation: sourceLocation)
  for (value, expected) in zip(values, expected) {
    #expect(abs(value - expected) <= tolerance * max(1, abs(expected)), sourceLocation: sourceLocation)
  }
}
