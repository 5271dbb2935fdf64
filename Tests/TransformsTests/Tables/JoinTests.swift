import Columns
import Configuration
import Testing

@testable import Transforms

@Suite struct JoinTests {
  static let customers = Sheet(
    "customers",
    """
    id:string age:int
    c         30
    a         40
    .         50
    b         60
    """, person: "id", people: [3, 1, 9, 2])
  static let plans = Sheet(
    "plans",
    """
    id:category plan:category paid:float
    a           pro           1
    c           free          .
    .           team          2
    d           team          3
    """)
  static let orders = Sheet(
    "orders",
    """
    id:string order:int age:int
    a         1         1
    c         2         2
    a         3         3
    a         4         .
    c         5         5
    """)

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    var arguments: JSON
    var grain: [String] = []
    var right = [plans]
    let expected: String
    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(
      name: "left", arguments: ["how": "left"],
      expected: "id age plan paid\nc 30 free .\na 40 pro 1.0\n. 50 . .\nb 60 . ."),
    Row(name: "inner", arguments: ["how": "inner"], expected: "id age plan paid\nc 30 free .\na 40 pro 1.0"),
    Row(name: "semi", arguments: ["how": "semi"], right: [orders], expected: "id age\nc 30\na 40"),
    Row(name: "anti", arguments: ["how": "anti"], right: [orders], expected: "id age\n. 50\nb 60"),
    Row(
      name: "rows multiplied, a suffix for the name that is taken", arguments: ["suffix": "_order"],
      grain: ["id", "order"],
      right: [orders],
      expected: """
        id age order age_order
        c 30 2 2
        c 30 5 5
        a 40 1 1
        a 40 3 3
        a 40 4 .
        . 50 . .
        b 60 . .
        """),
    Row(
      name: "inner rows multiplied", arguments: ["how": "inner", "prefix": "o_"], grain: ["order"], right: [orders],
      expected: "id age order o_age\nc 30 2 2\nc 30 5 5\na 40 1 1\na 40 3 3\na 40 4 ."),
    Row(
      name: "three tables", arguments: ["how": "left"],
      right: [plans, Sheet("t", "id:string x:bool\nb true\nc false")],
      expected: "id age plan paid x\nc 30 free . false\na 40 pro 1.0 .\n. 50 . . .\nb 60 . . true"),
    Row(
      name: "an empty right table", arguments: ["how": "left"], right: [plans.gather([])],
      expected: "id age plan paid\nc 30 . .\na 40 . .\n. 50 . .\nb 60 . ."),
  ]

  @Test(arguments: rows)
  func joins(_ row: Row) throws {
    let step = TableStep(use: "join", arguments: row.arguments, on: ["id"], grain: row.grain)
    let result = try step.run([Self.customers] + row.right)
    #expect(result.lines == table(row.expected))
    #expect(result.rows.people?.count == result.rows.count, "people are the left table's")
    for name in row.grain { #expect(result.fields.first { $0.name == name }?.role == .key) }
  }

  @Test func rowNumbersAndPeopleFollowTheLeftRows() throws {
    let inner = try TableStep(use: "join", arguments: ["how": "inner"], on: ["id"]).run([Self.customers, Self.plans])
    #expect(inner.rows.rowNumbers.array == [7, 10])
    #expect(inner.rows.people?.array == [3, 1])
  }

  @Test func severalKeys() throws {
    let left = Sheet("l", "a:int b:category\n1 x\n1 y\n2 x\n. x")
    let right = Sheet("r", "b:category a:int v:date\nx 1 2026-01-01\nx 2 2026-01-02\ny 2 2026-01-03\nx . 2026-01-04")
    let result = try TableStep(use: "join", on: ["a", "b"]).run([left, right])
    #expect(result.lines == table("a b v\n1 x 2026-01-01\n1 y .\n2 x 2026-01-02\n. x ."))
  }

  // MARK: - As of

  static let questions = Sheet(
    "questions",
    """
    id:int at:timestamp
    1      2026-01-10T00:00:00Z
    1      2026-01-05T00:00:00Z
    2      2026-01-10T00:00:00Z
    .      2026-01-10T00:00:00Z
    1      .
    1      2026-01-01T00:00:00Z
    """)
  static let changes = Sheet(
    "changes",
    """
    id:int changed:timestamp      known:timestamp       v:category
    1      2026-01-08T00:00:00Z   2026-01-12T00:00:00Z  late
    1      2026-01-05T00:00:00Z   2026-01-05T00:00:00Z  five
    1      2026-01-02T00:00:00Z   2026-01-09T00:00:00Z  two
    1      2026-01-05T00:00:00Z   2026-01-06T00:00:00Z  corrected
    1      2026-01-07T00:00:00Z   .                     unknown
    2      .                      2026-01-01T00:00:00Z  timeless
    .      2026-01-01T00:00:00Z   2026-01-01T00:00:00Z  keyless
    """)

  static let asof: [Row] = [
    Row(
      name: "what had happened", arguments: [:],
      expected: "v\nlate\ncorrected\n.\n.\n.\n."),
    Row(
      name: "what was known", arguments: ["knowledge_time": "known"],
      expected: "v\ncorrected\nfive\n.\n.\n.\n."),
    Row(
      name: "strictly before", arguments: ["knowledge_time": "known", "allow_exact": false],
      expected: "v\ncorrected\n.\n.\n.\n.\n."),
    Row(
      name: "not too old", arguments: ["knowledge_time": "known", "tolerance": "4d"],
      expected: "v\n.\nfive\n.\n.\n.\n."),
    Row(
      name: "old enough to the microsecond", arguments: ["knowledge_time": "known", "tolerance": "5d"],
      expected: "v\ncorrected\nfive\n.\n.\n.\n."),
  ]

  @Test(arguments: asof)
  func takesWhatWasKnownThen(_ row: Row) throws {
    let fixed: [JSON.Member] = [.init("how", "asof"), .init("time", "at"), .init("right_time", "changed")]
    let step = TableStep(use: "join", arguments: .object(fixed + (row.arguments.object ?? [])), on: ["id"])
    let result = try step.run([Self.questions, Self.changes])
    let position = try #require(result.fields.firstIndex { $0.name == "v" })
    #expect(
      ["v"] + result.lines.dropFirst().map { $0.split(separator: " ")[position] } == table(row.expected).map { $0[...] }
    )
  }

  // MARK: - Mistakes

  struct Mistake: Sendable, CustomTestStringConvertible {
    var arguments: JSON = [:]
    var grain: [String] = []
    let right: Sheet
    let message: String
    var testDescription: String { message }
  }

  static let mistakes: [Mistake] = [
    Mistake(arguments: ["suffix": "_r"], right: orders, message: "table `orders` has 2 keys that repeat"),
    Mistake(
      arguments: ["how": "inner", "suffix": "_r"], right: orders.gather([0, 1, 2]),
      message: "table `orders` has 1 key that repeats"),
    Mistake(right: orders, message: "table `orders` would have two columns `age`"),
    Mistake(
      arguments: ["suffix": "_r"], grain: ["age"], right: orders,
      message: "table `customers` joined has 7 rows, but only 4 different values of `grain:`"),
    Mistake(
      arguments: ["suffix": "_r"], grain: ["orders"], right: orders,
      message: "`grain` names `orders`, which is no column of the joined table"),
    Mistake(
      arguments: ["how": "semi"], grain: ["id"], right: orders,
      message: "`grain` goes with `how: left` and `inner` only: no other multiplies rows"),
    Mistake(
      right: Sheet("t", "id:int x:int\n1 1"),
      message: "column `id` is int, but string, as in `customers`, is needed"),
    Mistake(right: Sheet("t", "x:int\n1"), message: "`on` names `id`, which is no column of `t`"),
    Mistake(arguments: ["tolerance": "1d"], right: plans, message: "`tolerance` goes with `how: asof` only"),
    Mistake(arguments: ["how": "asof"], right: plans, message: "`time` is missing: `asof` needs the left time"),
  ]

  @Test(arguments: mistakes)
  func isRefused(_ mistake: Mistake) {
    let step = TableStep(use: "join", arguments: mistake.arguments, on: ["id"], grain: mistake.grain)
    #expect(step.failure([Self.customers, mistake.right]) == mistake.message)
  }
}
