import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

/// What goldens and common properties do not show of the encoders of category_encoders.
@Suite struct CategoryEncodersMemberTests {
  static let table = Table(
    [("c", .letters("aaabbbcd."))], target: .float([1, 2, 3, 4, 5, 6, 7, 8, 9]), hashes: (0..<9).map { UInt64($0) })

  @Test func leaveOneOutLeavesOut() throws {
    let encoder = LeaveOneOutEncoder()
    let fitted = try Self.table.fit(encoder)
    let new: [Double?] = [2, 2, 2, 5, 5, 5, 5, 5, 5]
    #expect(try encoder.transform(Self.table.rows, fitted)[0].doubles == new)
    let own: [Double?] = [2.5, 2, 1.5, 5.5, 5, 4.5, 4.75, 4.625, 4.5]
    #expect(try encoder.transformFitted(Self.table.rows, fitted)[0].doubles == own)
    let withoutTarget = Rows(columns: Self.table.columns, rowNumbers: Self.table.rowNumbers)
    #expect(throws: TransformError.self) { try encoder.transformFitted(withoutTarget, fitted) }
  }

  /// One of the k + 1 people of a category is left out by each of its rows.
  @Test func leaveOneOutNeedsOneMore() throws {
    var table = Self.table
    table.people = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    table.k = 2
    #expect(try table.fit(LeaveOneOutEncoder()).columns[0].lookup.texts == ["a", "b"])
    table.k = 3
    #expect(try table.fit(LeaveOneOutEncoder()).columns[0].lookup.texts == [])
    #expect(try table.fit(MEstimateEncoder()).columns[0].lookup.texts == ["a", "b"])
  }

  /// Noise goes by the row's hash: the same for the row alone, another with another seed, none for new rows.
  @Test func noiseIsTheRows() throws {
    let plain = LeaveOneOutEncoder()
    var noisy = plain
    noisy.sigma = 0.3
    let table = TargetEncoderTests.random(rows: 400, seed: 9)
    let fitted = try table.fit(plain)
    let before = try plain.transformFitted(table.rows, fitted)[0].doubles
    let after = try noisy.transformFitted(table.rows, fitted)[0].doubles
    let factors = zip(before, after).compactMap { before, after in before.flatMap { b in after.map { $0 / b } } }
    let moments = Moments(Buffer(factors), validity: nil)
    #expect(abs(moments.mean - 1) < 0.05)
    #expect(abs(moments.variance - 0.09) < 0.02)
    #expect(try noisy.transformFitted(table.rows(at: [17]), fitted)[0].doubles == [after[17]])
    #expect(try noisy.transform(table.rows, fitted) == plain.transform(table.rows, fitted))
    noisy.randomState = 1
    #expect(try noisy.transformFitted(table.rows, fitted)[0].doubles != after)
  }

  /// A factor above 1 takes an encoding near the end of doubles beyond it.
  @Test func noiseMakesNoInfinity() throws {
    let (letters, count) = (String(repeating: "a", count: 20), 20)
    let table = Table(
      [("c", .letters(letters))], target: .float(Array(repeating: 8e306, count: count)),
      hashes: (0..<count).map { UInt64($0) })
    let cases: [(String, JSON)] = [
      ("leave_one_out_encoder", ["sigma": 100]), ("m_estimate_encoder", ["randomized": true, "sigma": 100]),
    ]
    for (member, arguments) in cases {
      var decoder = Decoder(file: "test")
      let encoder = try #require(Catalog.entry(named: member)?.decode(Node(arguments), &decoder))
      let fitted = try fitErased(encoder, [table.rows], table.context)
      let error = #expect(throws: TransformError.self) {
        try encoder.transformErased(table.rows, fitted, isFittedRows: true)
      }
      #expect(error?.place?.column == "c")
    }
  }

  @Test(
    arguments: [
      ("weight_of_evidence_encoder", [:], .float([1, 1, 1, 1, 1, 1, 1, 1, 1])),
      ("weight_of_evidence_encoder", [:], .letters("abcabcabc")),
      ("weight_of_evidence_encoder", ["regularization": 0], .letters("pppqqqqqq")),
      ("james_stein_encoder", ["model": "binary"], .letters("ppppppppp")),
      ("m_estimate_encoder", [:], .float([1, 2, 3, 4, 5, 6, 7, 8, nil])),
      ("m_estimate_encoder", [:], .date([1, 2, 3, 4, 5, 6, 7, 8, 9])),
      ("leave_one_out_encoder", [:], .float([1e308, 1e308, 1e308, 1, 1, 1, 1, 1, 1])),
      ("leave_one_out_encoder", [:], .letters("abcabcabc")),
      (
        "m_estimate_encoder", ["handle_missing": "error"],
        .bool([true, false, true, false, true, false, true, false, true])
      ),
    ] as [(String, JSON, Column)])
  func whatCannotBeLearnedFromIsRefused(_ name: String, _ arguments: JSON, _ target: Column) throws {
    var decoder = Decoder(file: "test")
    let transformer = try #require(Catalog.entry(named: name)?.decode(Node(arguments), &decoder))
    var table = Self.table
    table.setTarget(target)
    #expect(throws: TransformError.self) {
      try transformer.check(table.fields, target: table.targetField)
      _ = try fitErased(transformer, [table.rows], table.context)
    }
  }

  /// Not only 0 and 1: the last of any two values counts as 1.
  @Test func classesMayHaveAnyName() throws {
    var table = Self.table
    table.setTarget(.int([0, 1, 0, 1, 1, 1, 0, 0, 1]))
    let fitted = try table.fit(WeightOfEvidenceEncoder())
    table.setTarget(.letters("npnpppnnp"))
    #expect(try table.fit(WeightOfEvidenceEncoder()) == fitted)
  }

  @Test func targetsThatAddUpOnlyTogetherAreRefused() throws {
    let table = Table(
      [("c", .letters("aaa"))], target: .float([1.7e308, -1.7e308, 1.7e308]))
    let member = try LeaveOneOutEncoder.make()
    let fitted = try member.fit(table)
    let error = #expect(throws: TransformError.self) { try member.transformFitted(table.rows, fitted) }
    #expect(error?.place == .init(column: "c", row: 10))
  }

  /// A term that is much larger than the others leaves no trace when it is taken out again.
  @Test func sumsForget() {
    for large in [1e6, -1e9, 12_345.678e3] {
      var sum = PreciseSum()
      for value in [0.1, large, 0.2, 0.3] { sum.add(value) }
      var rest = PreciseSum()
      for value in [0.3, 0.1, 0.2] { rest.add(value) }
      #expect(sum.without(large) == rest.value)
      var merged = PreciseSum(0.1)
      merged.merge(PreciseSum(0.2))
      merged.merge(PreciseSum(0.3))
      #expect(merged.value == rest.value)
    }
  }
}
