import Columns
import Configuration
import Testing

@testable import Transforms

@Suite struct OrdinalEncoderTests {
  @Test func codesFollowTheOrderAndMissingStaysMissing() throws {
    let outputs = try Table([("c", .letters("cab.a")), ("n", .int([10, 2, 2, 10, nil]))])
      .outputs(OrdinalEncoder())
    #expect(outputs["c"]?.intCells == [2, 0, 1, nil, 0])
    #expect(outputs["n"]?.intCells == [1, 0, 0, 1, nil])
  }

  /// scikit-learn 1.9.1: OrdinalEncoder(min_frequency=3) on aaaabbbccd gives 0, 1, 2, 2.
  @Test func infrequentShareTheLastCode() throws {
    var encoder = OrdinalEncoder()
    encoder.minFrequency = 3
    let fixture = Table([("c", .letters("aaaabbbccd"))])
    #expect(try fixture.outputs(encoder)["c"]?.intCells == [0, 0, 0, 0, 1, 1, 1, 2, 2, 2])
    #expect(try FittedColumns<CategoryGroups>(json: fixture.fit(encoder).json) == fixture.fit(encoder))
  }

  @Test func declaredOrder() throws {
    var encoder = OrdinalEncoder()
    let fixture = Table([("c", .letters("lms"))], vocabulary: ["s", "m", "l", "x"])
    #expect(try fixture.outputs(encoder)["c"]?.intCells == [0, 1, 2])
    encoder.categories = .declared
    #expect(try fixture.outputs(encoder)["c"]?.intCells == [2, 1, 0])
    #expect(throws: TransformError.self) { try encoder.check([Field(name: "c", type: .category)], target: nil) }
  }

  @Test func unknownAndMissingPolicies() throws {
    var encoder = OrdinalEncoder()
    let fixture = Table([("c", .letters("ab"))])
    let unseen = Rows(columns: [.letters("bz.")], rowNumbers: [1, 2, 3])
    #expect(throws: TransformError.badValue(column: "c", row: 2, problem: "a category that fitting has not seen")) {
      try encoder.transform(unseen, fixture.fit(encoder))
    }
    encoder.handleUnknown = .init(.useEncodedValue)
    #expect(try encoder.transform(unseen, fixture.fit(encoder))[0].intCells == [1, nil, nil])
    encoder.unknownValue = -1
    encoder.encodedMissingValue = -2
    #expect(try encoder.transform(unseen, fixture.fit(encoder))[0].intCells == [1, -1, -2])
    #expect(encoder.outputs(fixture.fields, nil).allSatisfy { !$0.field.isNullable })
    encoder.unknownValue = 1
    #expect(throws: TransformError.self) { try fixture.fit(encoder) }
  }

  @Test func rareCategoriesShareACode() throws {
    let fixture = Table([("c", .letters("aaabbc"))], people: [1, 2, 3, 4, 4, 5], k: 3)
    let fitted = try fixture.fit(OrdinalEncoder())
    #expect(fitted.json["columns"]?[0]?["categories"] == ["a"])
    let rows = Rows(columns: [.letters("abcz.")], rowNumbers: [1, 2, 3, 4, 5])
    #expect(try OrdinalEncoder().transform(rows, fitted)[0].intCells == [0, 1, 1, 1, nil])
  }
}

@Suite struct CountEncoderTests {
  @Test func countsAndShares() throws {
    let fixture = Table([("c", .letters("aab.a"))])
    #expect(try fixture.outputs(CountEncoder())["c"]?.intCells == [3, 3, 1, 1, 3])
    var encoder = CountEncoder()
    encoder.normalize = true
    #expect(try fixture.outputs(encoder)["c"]?.doubles == [0.6, 0.6, 0.2, 0.2, 0.6])
    #expect(try FittedColumns<CountedColumn>(json: fixture.fit(encoder).json) == fixture.fit(encoder))
  }

  @Test func unknown() throws {
    var encoder = CountEncoder()
    let fixture = Table([("c", .letters("aab"))])
    let unseen = Rows(columns: [.letters("az.")], rowNumbers: [1, 2, 3])
    #expect(try encoder.transform(unseen, fixture.fit(encoder))[0].intCells == [2, 0, 0])
    encoder.handleUnknown = .init(.error)
    #expect(throws: TransformError.badValue(column: "c", row: 2, problem: "a category that fitting has not seen")) {
      try encoder.transform(unseen, fixture.fit(encoder))
    }
  }

  /// Name, people of the rows `aaabbc`, expected counts under k = 3.
  @Test(
    arguments: [
      ("folded together enough people", [1, 2, 3, 4, 5, 6], [3, 3, 3, 3, 3, 3]),
      ("folded together too few people", [1, 2, 3, 4, 4, 5], [3, 3, 3, 0, 0, 0]),
      ("all too few", [1, 1, 1, 2, 2, 2], [0, 0, 0, 0, 0, 0]),
    ] as [(String, [UInt64], [Int64])])
  func floor(_ name: String, _ people: [UInt64], _ expected: [Int64]) throws {
    let fixture = Table([("c", .letters("aaabbc"))], people: people, k: 3)
    #expect(try fixture.outputs(CountEncoder())["c"]?.intCells == expected)
    var encoder = CountEncoder()
    encoder.normalize = true
    let total = Double(expected.contains(0) ? 3 : 6)
    #expect(try fixture.outputs(encoder)["c"]?.doubles == expected.map { Double($0) / total })
  }
}
