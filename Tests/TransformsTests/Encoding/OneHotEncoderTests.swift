import Columns
import Configuration
import Testing

@testable import Transforms

@Suite struct OneHotEncoderTests {
  /// Expected names from scikit-learn 1.9.1, `get_feature_names_out(["c"])`; missing as NaN.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let column: Column
    var minFrequency: Int?
    var maxCategories: Int?
    var drop = OneHotEncoder.Drop.none
    let expected: [String]
    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(name: "sorted, missing last", column: .letters("ba.bc."), expected: ["c_a", "c_b", "c_c", "c_nan"]),
    Row(name: "ints by value", column: .int([10, 2, nil]), expected: ["c_2", "c_10", "c_nan"]),
    Row(
      name: "floats by value, one zero", column: .float([2.5, 10, -0.0, 0, 1e16, 1e-5]),
      expected: ["c_0.0", "c_1e-05", "c_2.5", "c_10.0", "c_1e+16"]),
    Row(name: "bools", column: .bool([true, false]), expected: ["c_false", "c_true"]),
    Row(name: "bytes, not locale", column: .string(["é", "z", "A", "a"]), expected: ["c_A", "c_a", "c_z", "c_é"]),
    Row(
      name: "max_categories counts the infrequent one", column: .letters("aaaabbbccd"), maxCategories: 4,
      expected: ["c_a", "c_b", "c_c", "c_infrequent_sklearn"]),
    Row(
      name: "max_categories 3", column: .letters("aaaabbbccd"), maxCategories: 3,
      expected: ["c_a", "c_b", "c_infrequent_sklearn"]),
    Row(
      name: "max_categories 1", column: .letters("aaaabbbccd"), maxCategories: 1, expected: ["c_infrequent_sklearn"]),
    Row(
      name: "ties keep the last", column: .letters("aabbccdd"), maxCategories: 3,
      expected: ["c_c", "c_d", "c_infrequent_sklearn"]),
    Row(
      name: "min_frequency is exclusive", column: .letters("aaaabbbccd"), minFrequency: 3,
      expected: ["c_a", "c_b", "c_infrequent_sklearn"]),
    Row(
      name: "drop first", column: .letters("aaaabbbccd"), minFrequency: 3, drop: .first,
      expected: ["c_b", "c_infrequent_sklearn"]),
    Row(name: "drop first of one", column: .letters("aab"), maxCategories: 1, drop: .first, expected: []),
    Row(
      name: "binary after folding", column: .letters("aaaabbbccd"), maxCategories: 2, drop: .ifBinary,
      expected: ["c_infrequent_sklearn"]),
    Row(name: "not binary", column: .letters("aabc"), drop: .ifBinary, expected: ["c_a", "c_b", "c_c"]),
    Row(name: "all missing", column: .letters("..."), expected: ["c_nan"]),
  ]

  @Test(arguments: rows) func namesAndSums(_ row: Row) throws {
    var encoder = OneHotEncoder()
    (encoder.minFrequency, encoder.maxCategories, encoder.drop) = (row.minFrequency, row.maxCategories, row.drop)
    let fixture = Table([("c", row.column)])
    let fitted = try fixture.fit(encoder)
    #expect(encoder.outputs(fixture.fields, fitted).map(\.field.name) == row.expected)
    #expect(encoder.outputs(fixture.fields, fitted).allSatisfy { !$0.isOpen })
    #expect(try FittedColumns<OneHotColumns>(json: fitted.json) == fitted)
    let columns = try encoder.transform(fixture.rows, fitted)
    #expect(columns.count == row.expected.count)
    if row.drop == .none {
      for index in 0..<fixture.count { #expect(columns.compactMap { $0.intCells[index] }.reduce(0, +) == 1) }
    }
  }

  @Test func values() throws {
    let outputs = try Table([("c", .letters("ab.a"))]).outputs(OneHotEncoder())
    #expect(outputs["c_a"]?.intCells == [1, 0, 0, 1])
    #expect(outputs["c_b"]?.intCells == [0, 1, 0, 0])
    #expect(outputs["c_nan"]?.intCells == [0, 0, 1, 0])
  }

  @Test(arguments: OneHotEncoder.unknownPolicies)
  func unknown(_ policy: UnknownPolicy) throws {
    var encoder = OneHotEncoder()
    encoder.handleUnknown = .init(policy)
    encoder.minFrequency = 2
    let fitted = try Table([("c", .letters("aaabbc"))]).fit(encoder)
    let unseen = Rows(columns: [.letters("az.c")], rowNumbers: [11, 12, 13, 14])
    switch policy {
    case .error:
      #expect(
        throws: TransformError.badValue(column: "c", row: 12, problem: "a category that fitting has not seen")
      ) { try encoder.transform(unseen, fitted) }
    case .ignore:
      #expect(try encoder.transform(unseen, fitted).map(\.intCells) == [[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]])
    default:
      #expect(try encoder.transform(unseen, fitted).map(\.intCells) == [[1, 0, 0, 0], [0, 0, 0, 0], [0, 1, 1, 1]])
    }
  }

  @Test func rareCategoriesAreNeitherNamedNorTold() throws {
    // b: three rows of one person; c: one row; a: five people.
    let fixture = Table(
      [("c", .letters("aaaaabbbc"))], people: [1, 2, 3, 4, 5, 6, 6, 6, 7], k: 5)
    let encoder = OneHotEncoder()
    let fitted = try fixture.fit(encoder)
    #expect(encoder.outputs(fixture.fields, fitted).map(\.field.name) == ["c_a", "c_infrequent_sklearn"])
    #expect(!fitted.json.canonical.contains("\"b\"") && !fitted.json.canonical.contains("\"c\"]"))
    #expect(try encoder.transform(fixture.rows, fitted)[1].intCells == [0, 0, 0, 0, 0, 1, 1, 1, 1])
    #expect(try FittedColumns<OneHotColumns>(json: fitted.json) == fitted)
  }

  @Test func declaredVocabularyIsExactAtPlanTime() throws {
    let fixture = Table(
      [("c", .letters("aab"))], vocabulary: ["pro", "b", "a"], people: [1, 2, 3], k: 5)
    let encoder = OneHotEncoder()
    let planned = encoder.outputs(fixture.fields, nil)
    #expect(planned.map(\.field.name) == ["c_a", "c_b", "c_pro", "c_nan"])
    #expect(planned.allSatisfy { !$0.isOpen && $0.replaces == 0 })
    #expect(encoder.outputs(fixture.fields, try fixture.fit(encoder)) == planned)
    #expect(OneHotEncoder().outputs([Field(name: "c", type: .string)], nil).map(\.field.name) == ["c_*"])
  }

  /// Arguments, and whether a vocabulary of 10,001 values is refused before a row is read.
  @Test(
    arguments: [
      ([:], true), (["drop": "first"], false), (["max_categories": 100], false), (["max_categories": 20_000], true),
      (["min_frequency": 2], false),
    ] as [(JSON, Bool)])
  func widthIsKnownToThePlan(_ arguments: JSON, _ isRefused: Bool) throws {
    let encoder = try OneHotEncoder.make(arguments)
    let values = (0...10_000).map { "v\($0)" }
    let field = Field(name: "c", type: .category, isNullable: false, vocabulary: values)
    let problem = "gives more than 10000 output columns; bound them with `max_categories`"
    do throws(TransformError) {
      try encoder.check([field], target: nil)
      #expect(!isRefused)
    } catch {
      #expect(isRefused && error == .unfittable(column: "c", problem: problem))
    }
  }

  @Test func namesThatCollideAreRefused() {
    #expect(throws: TransformError.self) {
      try Table([("c", .category(["nan", nil]))]).fit(OneHotEncoder())
    }
    #expect(throws: TransformError.self) {
      try Table([("a", .category(["b_c"])), ("a_b", .category(["c"]))]).fit(OneHotEncoder())
    }
  }

  @Test func infinityIsRefused() throws {
    let infinite = Table([("c", .float([1, .infinity]))])
    let error = TransformError.badValue(
      column: "c", row: Int(infinite.rowNumbers[1]), problem: "the value is not a finite number")
    #expect(throws: error) { try infinite.fit(OneHotEncoder()) }
    let fitted = try Table([("c", .float([1, 2]))]).fit(OneHotEncoder())
    #expect(throws: error) { try OneHotEncoder().transform(infinite.rows, fitted) }
  }

  @Test func textAndNoRowsAreRefused() {
    #expect(throws: TransformError.self) {
      try OneHotEncoder().check([Field(name: "t", type: .text)], target: nil)
    }
    #expect(throws: TransformError.unfittable(column: "c", problem: "has no row to learn from")) {
      try Table([("c", .letters(""))]).fit(OneHotEncoder())
    }
  }

  static let damagedStates: [JSON] = [
    [:], ["columns": 1], ["columns": [[:]]],
    state(categories: ["a", "a"]), state(infrequent: [7]), state(infrequent: [-1]), state(categories: [], drops: true),
  ]

  private static func state(categories: JSON = ["a"], infrequent: JSON = [], drops: JSON = false) -> JSON {
    [
      "columns": [
        [
          "name": "c", "categories": categories, "missing": false, "infrequent": infrequent, "folds_rare": false,
          "drops_first": drops,
        ]
      ]
    ]
  }

  @Test(arguments: damagedStates) func damagedStateIsRefused(_ json: JSON) {
    #expect(throws: TransformError.self) { try FittedColumns<OneHotColumns>(json: json) }
  }

  /// Above eight columns only the ones are held; that changes neither names nor values.
  @Test(arguments: [8, 9, 300]) func wideIndicatorsAreSparse(_ categories: Int) throws {
    let values = (0..<1000).map { Int64($0 * 7 % categories) }
    let columns = try OneHotEncoder().fitTransform(Table("c", .int(values)))
    #expect(columns.count == categories)
    for (category, column) in columns.enumerated() {
      #expect((column.sparse != nil) == (categories > 8))
      #expect(column == .int(values.map { $0 == category ? 1 : 0 }))
    }
    #expect(categories <= 8 || columns.reduce(0) { $0 + $1.byteCount } == 4 * values.count)
  }
}
