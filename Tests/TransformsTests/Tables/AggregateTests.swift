import Columns
import Configuration
import Testing

@testable import Transforms

@Suite struct AggregateTests {
  static let events = Sheet(
    "events",
    """
    who:string plan:category n:int amount:float at:timestamp           ok:bool
    b          pro           3     2.5          2026-01-30T00:00:00Z   true
    a          free          1     1            2026-01-01T00:00:00Z   false
    b          pro           .     .            2026-01-24T00:00:00Z   .
    .          free          7     8            2026-01-25T00:00:00Z   true
    a          team          5     3            2026-01-31T00:00:00Z   true
    b          pro           3     0.5          2026-01-02T00:00:00Z   false
    a          .             4     2            .                      true
    .          .             .     .            2026-01-23T23:59:59Z   .
    """)

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let measures: JSON
    var arguments: JSON = [:]
    let expected: String
    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(
      name: "counts", measures: ["rows": "count", "present": ["count": "n"], "plans": ["nunique": "plan"]],
      expected: """
        who rows present plans
        a 3 3 2
        b 3 2 1
        . 2 1 1
        """),
    Row(
      name: "sums and means", measures: ["sum": ["sum": "n"], "money": ["sum": "amount"], "mean": ["mean": "amount"]],
      expected: """
        who sum money mean
        a 10 6.0 2.0
        b 6 3.0 1.5
        . 7 8.0 8.0
        """),
    Row(
      name: "moments", measures: ["var": ["var": "amount"], "std": ["std": "n"]],
      expected: """
        who var std
        a 1.0 2.081665999466133
        b 2.0 0.0
        . . .
        """),
    Row(
      name: "extremes",
      measures: ["low": ["min": "n"], "high": ["max": "amount"], "since": ["min": "at"], "until": ["max": "at"]],
      expected: """
        who low high since until
        a 1 3.0 2026-01-01T00:00:00Z 2026-01-31T00:00:00Z
        b 3 2.5 2026-01-02T00:00:00Z 2026-01-30T00:00:00Z
        . 7 8.0 2026-01-23T23:59:59Z 2026-01-25T00:00:00Z
        """),
    Row(
      name: "first and last by time", measures: ["first": ["first": "plan"], "last": ["last": "amount"]],
      arguments: ["time": "at"],
      expected: """
        who first last
        a free 3.0
        b pro 2.5
        . free 8.0
        """),
    Row(
      name: "ranks",
      measures: ["mode": ["mode": "plan"], "median": ["median": "n"], "q": ["quantile": "n", "q": 0.25]],
      expected: """
        who mode median q
        a free 4.0 2.5
        b pro 3.0 3.0
        . free 7.0 7.0
        """),
    Row(
      name: "truth", measures: ["any": ["any": "ok"], "all": ["all": "ok"], "sum": ["sum": "ok"]],
      expected: """
        who any all sum
        a true false 2
        b true false 1
        . true true 1
        """),
    Row(
      name: "windows end before as_of, and hold their start",
      measures: ["visits": "count", "spend": ["sum": "amount"], "high": ["max": "amount"], "all": ["all": "ok"]],
      arguments: ["time": "at", "windows": ["7d", "30d"], "as_of": "2026-01-31"],
      expected: """
        who visits visits_7d visits_30d spend spend_7d spend_30d high high_7d high_30d all all_7d all_30d
        a 1 0 1 1.0 0.0 1.0 1.0 . 1.0 false true false
        b 3 2 3 3.0 2.5 3.0 2.5 2.5 2.5 false true false
        . 2 1 2 8.0 8.0 8.0 8.0 8.0 8.0 true true true
        """),
    Row(
      name: "as_of alone hides the future", measures: ["visits": "count"],
      arguments: ["time": "at", "as_of": "2026-01-02T00:00:00Z"],
      expected: """
        who visits
        a 1
        """),
  ]

  @Test(arguments: rows)
  func measures(_ row: Row) throws {
    var arguments = row.arguments.object ?? []
    arguments.append(JSON.Member("measures", row.measures))
    let result = try TableStep(use: "aggregate", arguments: .object(arguments), by: ["who"]).run([Self.events])
    #expect(result.lines == table(row.expected))
    #expect(result.rows.rowNumbers.array == (0..<result.rows.count).map { Int64($0 + 1) })
  }

  @Test func severalColumnsMakeTheGroups() throws {
    let result = try TableStep(use: "aggregate", arguments: ["measures": ["n": "count"]], by: ["plan", "who"])
      .run([Self.events])
    #expect(
      result.lines
        == table(
          """
          plan who n
          free a 1
          free . 1
          pro b 3
          team a 1
          . a 1
          . . 1
          """))
    #expect(result.fields.map(\.role) == [.key, .key, .feature])
  }

  @Test func datesAreWholeDays() throws {
    let sheet = Sheet("visits", "who:int day:date\n1 2026-01-30\n1 2026-01-31\n2 2026-01-23\n2 2026-01-24")
    let arguments: JSON = [
      "measures": ["n": "count"], "time": "day", "windows": ["1w"], "as_of": "2026-01-31T18:00:00Z",
    ]
    let result = try TableStep(use: "aggregate", arguments: arguments, by: ["who"]).run([sheet])
    #expect(result.lines == table("who n n_1w\n1 1 1\n2 2 1"))
  }

  // MARK: - People

  static let visits = Sheet(
    "visits",
    """
    who:string place:category amount:float at:date
    a          x              1            2026-01-30
    b          x              2            2026-01-01
    c          x              3            2026-01-01
    c          x              4            2026-01-30
    d          y              5            2026-01-30
    d          y              6            2026-01-30
    d          y              7            2026-01-30
    a          z              .            2026-01-30
    b          z              .            2026-01-30
    c          z              9            2026-01-30
    """, person: "who", people: [11, 12, 13, 13, 14, 14, 14, 11, 12, 13])

  @Test func groupsOfFewPeopleDoNotComeOut() throws {
    let arguments: JSON = [
      "measures": ["n": "count", "sum": ["sum": "amount"], "mode": ["mode": "amount"]], "time": "at",
      "windows": ["7d"], "as_of": "2026-02-01",
    ]
    let step = TableStep(use: "aggregate", arguments: arguments, by: ["place"], k: 3)
    let result = try step.run([Self.visits])
    #expect(
      result.lines
        == table(
          """
          place n n_7d sum sum_7d mode mode_7d
          x 4 . 10.0 . . .
          z 3 3 . . . .
          """))
    #expect(result.rows.people == nil)
    var noPeople = Self.visits
    noPeople.rows.people = nil
    #expect(try step.run([noPeople]).rows.count == 0, "a floor without people lets nothing through")
  }

  /// A quantile near an end of a group is one person's value, however many are in the group.
  @Test(arguments: [
    ("median", 0.5, true), ("quantile", 0.5, true), ("quantile", 0.01, false), ("quantile", 0.99, false),
  ])
  func quantilesNeedPeopleOnBothSides(_ function: String, _ q: Double, _ comesOut: Bool) throws {
    let rows = (0..<7).map { "a p\($0) \($0 == 6 ? 98765.4321 : Double($0))" }.joined(separator: "\n")
    let sheet = Sheet(
      "t", "place:category who:string x:float\n" + rows, person: "who", people: (1...7).map { UInt64($0) })
    let members = [JSON.Member(function, "x")] + (function == "quantile" ? [.init("q", .float(q))] : [])
    let arguments: JSON = ["measures": ["m": .object(members)]]
    let result = try TableStep(use: "aggregate", arguments: arguments, by: ["place"], k: 3).run([sheet])
    #expect(result.lines == ["place m", comesOut ? "a 3.0" : "a ."])
  }

  @Test func quantilesBeyondDoublesAreErrors() {
    let step = TableStep(use: "aggregate", arguments: ["measures": ["m": ["quantile": "x", "q": 0.4]]], by: ["who"])
    let sheet = Sheet("t", "who:int x:float\n1 1e308\n1 -1e308")
    #expect(step.failure([sheet]) == "column `x` holds numbers too large to add up")
  }

  @Test func aGroupThatIsOnePersonMayComeOut() throws {
    let arguments: JSON = ["measures": ["n": "count", "high": ["max": "amount"]]]
    let result = try TableStep(use: "aggregate", arguments: arguments, by: ["who"], k: 3).run([Self.visits])
    #expect(result.lines == table("who n high\na 2 1.0\nb 2 2.0\nc 3 9.0\nd 3 7.0"))
    #expect(result.rows.people?.array == [11, 12, 13, 14])
  }

  @Test(arguments: ["min", "max", "first", "last"])
  func valuesOfOneRowAreRefused(_ function: String) {
    let arguments: JSON = ["measures": ["edge": .object([.init(function, "amount")])], "time": "at"]
    let step = TableStep(use: "aggregate", arguments: arguments, by: ["place"], k: 3)
    #expect(step.failure([Self.visits])?.contains("one person's value") == true)
  }

  // MARK: - Mistakes

  struct Mistake: Sendable, CustomTestStringConvertible {
    let arguments: JSON
    var by = ["who"]
    let message: String
    var testDescription: String { message }
  }

  static let mistakes: [Mistake] = [
    Mistake(
      arguments: ["measures": ["n": "count"], "windows": ["7d"], "time": "at"],
      message: "`windows` needs `as_of`: a window of 7d must end somewhere"),
    Mistake(
      arguments: ["measures": ["n": "count"], "as_of": "2026-01-01"], message: "`as_of` needs `time`, the rows' own"),
    Mistake(
      arguments: ["measures": ["n": "count"], "as_of": "soon", "time": "at"],
      message: "`as_of` is no date or timestamp; write yyyy-mm-dd or yyyy-mm-ddThh:mm:ssZ"),
    Mistake(
      arguments: ["measures": ["n": ["first": "amount"]]],
      message: "`measures.n` needs `time`, which says what is first and last"),
    Mistake(
      arguments: ["measures": ["n": ["sum": "plan"]]],
      message: "column `plan` is category, but int, float or bool for sum is needed"),
    Mistake(
      arguments: ["measures": ["n": ["sum": "price"]]],
      message: "`measures.n` names `price`, which is no column of `events`"),
    Mistake(
      arguments: ["measures": ["n": "count"]], by: ["whom"],
      message: "`by` names `whom`, which is no column of `events`; did you mean `who`?"),
    Mistake(arguments: ["measures": ["n": "count"]], by: ["who", "who"], message: "`by` names `who` twice"),
    Mistake(
      arguments: ["measures": ["who": "count"]], message: "table `events` would have two columns `who`"),
    Mistake(
      arguments: ["measures": ["n": "count"], "time": "plan"],
      message: "column `plan` is category, but date or timestamp is needed"),
  ]

  @Test(arguments: mistakes)
  func isRefused(_ mistake: Mistake) {
    let step = TableStep(use: "aggregate", arguments: mistake.arguments, by: mistake.by)
    #expect(step.failure([Self.events]) == mistake.message)
  }

  @Test(
    arguments: [
      ["sum"], "median", "avg", ["sum": "a", "max": "b"], ["q": 0.5], ["quantile": "a"], ["sum": "a", "q": 0.5],
      ["quantile": "a", "q": 2], ["summ": "a"], [:], ["sum": ["a"]],
    ] as [JSON])
  func aMeasureThatCannotBeReadIsRefused(_ json: JSON) {
    var decoder = Decoder(file: "test")
    #expect(Measure.decode(Node(json), &decoder) == nil)
    #expect(decoder.diagnostics.count == 1)
  }

  @Test(arguments: ["7", "d", "0d", "-7d", "7 d", "1m", "1.5h", "99999999999999999999d", "2000000d", "7D"])
  func aSpanThatCannotBeReadIsRefused(_ text: String) { #expect(TimeSpan(text) == nil) }

  @Test func sumsThatOverflowAreErrors() {
    let step = TableStep(use: "aggregate", arguments: ["measures": ["s": ["sum": "n"]]], by: ["who"])
    let ints = Sheet("t", "who:int n:int\n1 9223372036854775807\n1 1")
    #expect(step.failure([ints]) == "column `n` holds numbers too large to add up")
    let floats = Sheet("t", "who:int n:float\n1 1e308\n1 1e308")
    #expect(step.failure([floats]) == "column `n` holds numbers too large to add up")
    let infinite = Sheet("t", "who:int n:float\n1 1e308\n1 inf")
    #expect(step.failure([infinite]) == "column `n`, row 10: the value is not a finite number")
  }
}
