import Columns
import Configuration
import Testing

@testable import Transforms

/// The members that put out rows of the table that went in: all, some, in another order, or more than once.
@Suite struct RowTransformerTests {
  static let events = Sheet(
    "events",
    """
    id:string kind:category n:int amount:float at:date      ok:bool
    b         x              3     2.5          2026-01-30   true
    a         y              1     1            2026-01-01   false
    b         x              3     .            2026-01-24   .
    .         y              7     8            .            true
    .         z              5     3            2026-01-31   true
    b         x              3     2.5          2026-01-30   true
    """, person: "id", people: [2, 1, 2, 9, 8, 2])

  struct Row: Sendable, CustomTestStringConvertible {
    let step: TableStep
    /// 0-based rows of the table that come out.
    let rows: [Int]
    var testDescription: String { "\(step.use) \(step.by) \(step.arguments.line)" }
  }

  static let kept: [Row] = [
    Row(step: TableStep(use: "deduplicate"), rows: [0, 1, 2, 3, 4]),
    Row(step: TableStep(use: "deduplicate", by: ["id"]), rows: [0, 1, 3]),
    Row(step: TableStep(use: "deduplicate", arguments: ["keep": "last"], by: ["id"]), rows: [1, 4, 5]),
    Row(step: TableStep(use: "deduplicate", arguments: ["time": "at"], by: ["id"]), rows: [1, 2, 4]),
    Row(step: TableStep(use: "deduplicate", arguments: ["keep": "last", "time": "at"], by: ["id"]), rows: [1, 4, 5]),
    Row(step: TableStep(use: "deduplicate", arguments: ["time": "at"], by: ["kind", "n"]), rows: [1, 2, 3, 4]),
    Row(step: TableStep(use: "filter", arguments: ["where": "amount > 2"]), rows: [0, 3, 4, 5]),
    Row(step: TableStep(use: "filter", arguments: ["where": "ok"]), rows: [0, 3, 4, 5]),
    Row(step: TableStep(use: "filter", arguments: ["where": "not ok"]), rows: [1]),
    Row(step: TableStep(use: "filter", arguments: ["where": "is_missing(id)"]), rows: [3, 4]),
    Row(step: TableStep(use: "filter", arguments: ["where": "kind == 'x' and at >= '2026-01-30'"]), rows: [0, 5]),
    Row(step: TableStep(use: "filter", arguments: ["where": "n > 100"]), rows: []),
    Row(step: TableStep(use: "sort", by: ["id"]), rows: [1, 0, 2, 5, 3, 4]),
    Row(step: TableStep(use: "sort", arguments: ["ascending": false], by: ["id"]), rows: [0, 2, 5, 1, 3, 4]),
    Row(
      step: TableStep(use: "sort", arguments: ["ascending": [false, true]], by: ["n", "amount"]),
      rows: [3, 4, 0, 5, 2, 1]),
    Row(step: TableStep(use: "sort", by: ["ok", "at"]), rows: [1, 0, 5, 4, 3, 2]),
    Row(step: TableStep(use: "sample", arguments: ["fraction": 1]), rows: [0, 1, 2, 3, 4, 5]),
  ]

  @Test(arguments: kept)
  func keepsRows(_ row: Row) throws {
    let result = try row.step.run([Self.events])
    let expected = Self.events.gather(row.rows)
    #expect(result.lines == expected.lines)
    #expect(result.rows.rowNumbers == expected.rows.rowNumbers)
    #expect(result.rows.people == expected.rows.people)
    #expect(result.fields == Self.events.fields)
  }

  // MARK: - Sample

  static func numbers(_ count: Int) -> Sheet {
    Sheet(
      "numbers", [Field(name: "id", type: .int), Field(name: "part", type: .category)],
      [.int((0..<count).map { Int64($0 / 2) }), .category((0..<count).map { "p\($0 % 10)" })])
  }

  @Test(arguments: [[], ["id"], ["id", "part"]])
  func aSampleIsOfItsSizeAndNested(_ by: [String]) throws {
    let table = Self.numbers(20_000)
    var larger: Set<Int64>?
    for fraction in [0.9, 0.5, 0.1, 0.01] {
      let step = TableStep(use: "sample", arguments: ["fraction": .float(fraction)], by: by)
      let numbers = try step.run([table]).rows.rowNumbers.array
      // Six standard deviations, of 10,000 draws where two rows go together.
      let bound = 6 * (20_000 * 2 * fraction * (1 - fraction)).squareRoot()
      #expect(abs(Double(numbers.count) - 20_000 * fraction) < bound, "\(numbers.count) of \(fraction)")
      if let larger { #expect(larger.isSuperset(of: numbers)) }
      larger = Set(numbers)
    }
  }

  @Test func rowsOfOneValueStayTogetherInEveryTable() throws {
    let step = TableStep(use: "sample", arguments: ["fraction": 0.3, "random_state": 5], by: ["id"])
    let first = try step.run([Self.numbers(2000)]).rows.columns[0].intCells
    #expect(Dictionary(grouping: first) { $0 }.values.allSatisfy { $0.count == 2 })
    let second = try step.run([Self.numbers(1000).gather((0..<1000).reversed())]).rows.columns[0].intCells
    #expect(Set(second) == Set(first.filter { $0! < 500 }))
    let other = TableStep(use: "sample", arguments: ["fraction": 0.3, "random_state": 6], by: ["id"])
    #expect(try other.run([Self.numbers(2000)]).rows.columns[0].intCells != first)
  }

  /// The draw is a promise to whoever has drawn before: these rows may never change.
  @Test func theDrawIsTheSameForEver() throws {
    let table = Sheet("t", "id:string\na\nb\nc\nd\ne\nf\ng\nh\n.")
    let byValue = try TableStep(use: "sample", arguments: ["fraction": 0.5], by: ["id"]).run([table])
    let byNumber = try TableStep(use: "sample", arguments: ["fraction": 0.5, "random_state": 1]).run([table])
    #expect(byValue.lines.dropFirst().joined() == "adefg")
    #expect(byNumber.lines.dropFirst().joined() == "cfgh.")
  }

  // MARK: - Pivot and explode

  @Test func pivotCountsIntoItsColumns() throws {
    var declared = Self.events
    declared.fields[1].vocabulary = ["y", "x", "none"]
    let counts = try TableStep(use: "pivot", arguments: ["names_from": "kind"], by: ["id"]).run([declared])
    #expect(counts.lines == table("id kind_y kind_x kind_none\na 1 0 0\nb 0 3 0\n. 1 0 0"))
    let arguments: JSON = [
      "names_from": "kind", "values": ["x"], "measure": ["mean": "amount"], "other": "column",
    ]
    let means = try TableStep(use: "pivot", arguments: arguments, by: ["id"]).run([Self.events])
    #expect(means.lines == table("id kind_x kind_other\na . 1.0\nb 2.5 .\n. . 5.5"))
    let byTruth = try TableStep(use: "pivot", arguments: ["names_from": "ok", "values": ["true"]], by: ["kind"])
      .run([Self.events])
    #expect(byTruth.lines == table("kind ok_true\nx 2\ny 1\nz 1"))
  }

  @Test func pivotShowsNoCellOfFewPeople() throws {
    let step = TableStep(
      use: "pivot", arguments: ["names_from": "kind", "values": ["x", "y"], "other": "column"], by: ["n"], k: 2)
    let sheet = Sheet(
      "t", "id:int kind:category n:int\n1 x 0\n2 x 0\n2 x 0\n3 y 0\n4 . 1\n4 x 1", person: "id",
      people: [1, 2, 2, 3, 4, 4])
    #expect(try step.run([sheet]).lines == table("n kind_x kind_y kind_other\n0 3 . 0"))
  }

  static let tags = Sheet("products", "id:int tags:category\n1 a;b\n2 .\n3 ;\n4 b;;c;a\n5 c")

  @Test func explodeMakesARowOfEachPiece() throws {
    let result = try TableStep(use: "explode", arguments: ["column": "tags", "separator": ";"], grain: ["id", "tags"])
      .run([Self.tags])
    #expect(result.lines == table("id tags\n1 a\n1 b\n2 .\n3 .\n4 b\n4 c\n4 a\n5 c"))
    #expect(result.fields.map(\.role) == [.key, .key])
    #expect(result.rows.rowNumbers.array == Array(1...8))
  }

  /// Rows that a model is applied to have no target: all of them would go.
  @Test func filterDoesNotAskForTheTarget() throws {
    var sheet = Self.events
    sheet.fields[5].role = .target
    let step = TableStep(use: "filter", arguments: ["where": "amount > 2 and ok"])
    let error = #expect(throws: TransformError.self) { try step.run([sheet]) }
    #expect(error.map { "\($0)" }?.contains("`ok`, the target") == true)
  }

  // MARK: - Mistakes

  static let mistakes: [(TableStep, String)] = [
    (TableStep(use: "deduplicate", arguments: ["time": "n"]), "column `n` is int, but date or timestamp is needed"),
    (TableStep(use: "join"), "`on` names no column: every row would match every other"),
    (TableStep(use: "deduplicate", by: ["x"]), "`by` names `x`, which is no column of `events`"),
    (
      TableStep(use: "filter", arguments: ["where": "amount + 1"]),
      "in the expression of `where`: this is float, but only true and false say which rows stay"
    ),
    (
      TableStep(use: "filter", arguments: ["where": "price > 1"]),
      "in the expression of `where`: there is no column `price`"
    ),
    (
      TableStep(use: "sort", arguments: ["ascending": [true, false]], by: ["n"]),
      "`ascending` has 2 values, but `by` names 1 columns"
    ),
    (
      TableStep(use: "pivot", arguments: ["names_from": "kind"], by: ["id"]),
      "`names_from` is `kind`, whose values nobody declared: give `values:`"
    ),
    (
      TableStep(use: "pivot", arguments: ["names_from": "kind", "values": ["x", "x"]], by: ["id"]),
      "table `events` would have two columns `kind_x`"
    ),
    (
      TableStep(
        use: "pivot", arguments: ["names_from": "kind", "values": ["x"], "measure": ["last": "n"]], by: ["id"]),
      "`measure` is last, which only `aggregate` has"
    ),
    (
      TableStep(use: "explode", arguments: ["column": "n"], grain: ["id"]),
      "column `n` is int, but string, text or category is needed"
    ),
    (
      TableStep(use: "explode", arguments: ["column": "kind"]),
      "`grain` names no column: say which tell the new rows apart"
    ),
    (
      TableStep(use: "explode", arguments: ["column": "kind"], grain: ["id"]),
      "table `events` would have 6 rows, but only 3 different values of `grain:`"
    ),
  ]

  @Test(arguments: mistakes.indices)
  func isRefused(_ index: Int) {
    let (step, message) = Self.mistakes[index]
    let tables = step.use == "join" ? [Self.events, Self.tags] : [Self.events]
    #expect(step.failure(tables) == message)
  }
}
