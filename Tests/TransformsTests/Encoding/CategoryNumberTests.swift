import Columns
import Configuration
import Testing

@testable import Transforms

@Suite struct FrequencyEncoderTests {
  @Test func sharesOfRowsWithAValue() throws {
    let fixture = Table([("c", .letters("aab.a"))])
    #expect(try fixture.outputs(FrequencyEncoder())["c"]?.doubles == [0.75, 0.75, 0.25, nil, 0.75])
    let encoder = try FrequencyEncoder.make(["handle_missing": "value"])
    #expect(try fixture.outputs(encoder)["c"]?.doubles == [0.6, 0.6, 0.2, 0.2, 0.6])
  }

  /// Policy, what `a`, an unseen category and a missing value become; `nil`: an error in row 2.
  @Test(
    arguments: [
      ("return_nan", [1, nil, nil]), ("value", [1, 0, nil]), ("error", nil),
    ] as [(JSON, [Double?]?)])
  func unknown(_ policy: JSON, _ expected: [Double?]?) throws {
    let encoder = try FrequencyEncoder.make(["handle_unknown": policy])
    let fitted = try Table([("c", .letters("aa"))]).fit(encoder)
    let unseen = Rows(columns: [.letters("az.")], rowNumbers: [1, 2, 3])
    guard let expected else {
      #expect(throws: TransformError.badValue(column: "c", row: 2, problem: "a category that fitting has not seen")) {
        try encoder.transform(unseen, fitted)
      }
      return
    }
    #expect(try encoder.transform(unseen, fitted)[0].doubles == expected)
  }

  @Test func missingValuesCanBeRefused() throws {
    let encoder = try FrequencyEncoder.make(["handle_missing": "error"])
    let table = Table([("c", .letters("a.b"))])
    #expect(
      throws: TransformError.badValue(
        column: "c", row: 10, problem: "the value is missing; `handle_missing` says what becomes of it")
    ) {
      try table.outputs(encoder)
    }
  }

  /// People of the rows `aaabbc`, expected shares under k = 3.
  @Test(
    arguments: [
      ([1, 2, 3, 4, 5, 6], [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]),
      ([1, 2, 3, 4, 4, 5], [1, 1, 1, nil, nil, nil, nil]),
    ] as [([UInt64], [Double?])])
  func floor(_ people: [UInt64], _ expected: [Double?]) throws {
    let fitted = try Table([("c", .letters("aaabbc"))], people: people, k: 3).fit(FrequencyEncoder())
    let rows = Rows(columns: [.letters("aaabbcz")], rowNumbers: [1, 2, 3, 4, 5, 6, 7])
    #expect(try FrequencyEncoder().transform(rows, fitted)[0].doubles == expected)
  }
}

@Suite struct DigitEncoderTests {
  /// Base, categories, expected digits of the last one.
  @Test(
    arguments: [
      (2, "a", [1]), (2, "abc", [1, 1]), (2, "abcd", [1, 0, 0]), (3, "abcdefghi", [1, 0, 0]), (10, "abc", [3]),
      (1000, "abc", [3]), (Int.max, "abc", [3]),
    ] as [(Int, String, [Int64])])
  func digits(_ base: Int, _ categories: String, _ expected: [Int64]) throws {
    var encoder = BaseNEncoder()
    encoder.base = base
    let table = Table([("c", .letters(categories))])
    let columns = try encoder.transform(table.rows, table.fit(encoder))
    #expect(columns.map { $0.intCells.last! } == expected)
  }

  @Test func aVocabularyIsNumberedBeforeFitting() throws {
    let encoder = BinaryEncoder()
    let fields = [
      Field(name: "size", type: .category, isNullable: false, vocabulary: ["s", "m", "l", "xl"]),
      Field(name: "other", type: .category),
    ]
    let outputs = encoder.outputs(fields, nil)
    #expect(outputs.map(\.field.name) == ["size_0", "size_1", "size_2", "other_*"])
    #expect(outputs.map(\.isOpen) == [false, false, false, true])
    #expect(outputs.map(\.replaces) == [0, 0, 0, 1])
  }

  /// Arguments, what the digits of an unseen and of a missing value become where fitting saw both `a` and a missing one.
  @Test(
    arguments: [
      ([:], [0, 0], [1, 0]),
      (["handle_unknown": "return_nan"], [nil, nil], [1, 0]),
      (["handle_missing": "return_nan"], [0], [nil]),
    ] as [(JSON, [Int64?], [Int64?])])
  func policies(_ arguments: JSON, _ unseen: [Int64?], _ missing: [Int64?]) throws {
    let encoder = try BinaryEncoder.make(arguments)
    let fitted = try Table([("c", .letters("a.a"))]).fit(encoder)
    let columns = try encoder.transform(Rows(columns: [.letters("z.")], rowNumbers: [1, 2]), fitted)
    #expect(columns.map { $0.intCells[0] } == unseen)
    #expect(columns.map { $0.intCells[1] } == missing)
  }

  @Test func aMissingValueThatWasNotSeenIsUnseen() throws {
    let encoder = try BinaryEncoder.make(["handle_unknown": "error"])
    let fitted = try Table([("c", .letters("ab"))]).fit(encoder)
    #expect(throws: TransformError.badValue(column: "c", row: 9, problem: "a category that fitting has not seen")) {
      try encoder.transform(Rows(columns: [.letters("a.")], rowNumbers: [8, 9]), fitted)
    }
  }

  @Test func rareCategoriesShareTheLastNumber() throws {
    let table = Table([("c", .letters("aaabbc"))], people: [1, 2, 3, 4, 4, 5], k: 3)
    let fitted = try table.fit(BinaryEncoder())
    #expect(fitted.json["columns"]?[0]?["categories"] == ["a"])
    let columns = try BinaryEncoder().transform(
      Rows(columns: [.letters("abcz")], rowNumbers: [1, 2, 3, 4]), fitted)
    #expect(columns.map(\.intCells) == [[0, 1, 1, 1], [1, 0, 0, 0]])
  }

  @Test func baseOneIsRefused() {
    var decoder = Decoder(file: "test")
    #expect(BaseNEncoder.decode(Node(["base": 1]), &decoder) == nil)
    #expect(decoder.diagnostics.map(\.code) == [.badValue])
  }
}

@Suite struct RareLabelEncoderTests {
  @Test func labelsCanBeNumbersAndTheLabelACategory() throws {
    let encoder = try RareLabelEncoder.make(["n_categories": 1, "tol": 0.4, "replace_with": "2"])
    let outputs = try Table([("n", .int([2, 2, 5, nil, 7]))]).outputs(encoder)
    #expect(outputs["n"]?.cells == [.text("2"), .text("2"), .text("2"), .missing, .text("2")])
  }

  @Test func aCategoryOfFewPeopleIsRare() throws {
    let table = Table([("c", .letters("aaabbbc"))], people: [1, 2, 3, 4, 4, 5, 6], k: 3)
    let fitted = try table.fit(RareLabelEncoder())
    #expect(fitted.json["columns"]?[0]?["categories"] == ["a"])
    let column = try RareLabelEncoder().transform(table.rows, fitted)[0]
    #expect(column.cells.map(\.description) == ["a", "a", "a", "Rare", "Rare", "Rare", "Rare"])
  }
}
