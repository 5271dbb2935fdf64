import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

@Suite("Features of a row's past")
struct HistoryTests {
  static let events = Sheet(
    "events",
    """
    id:category at:timestamp         x:float who:category
    a           2026-01-01T00:00:00Z 1       u
    b           2026-01-01T06:00:00Z 10      v
    a           2026-01-02T00:00:00Z .       u
    a           2026-01-02T00:00:00Z 4       u
    .           2026-01-03T00:00:00Z 5       v
    b           2026-01-01T00:00:00Z 20      v
    """, person: "who", people: [1, 2, 1, 1, 2, 2])

  @Test func rowsStayAndFeaturesAreAppended() throws {
    let result = try TableStep(
      use: "lag", arguments: ["periods": [1, 2], "time": "at"], columns: ["x", "who"], by: ["id"]
    ).run([Self.events])
    #expect(
      result.lines
        == table(
          """
          id at x who x_lag_1 x_lag_2 who_lag_1 who_lag_2
          a 2026-01-01T00:00:00Z 1.0 u . . . .
          b 2026-01-01T06:00:00Z 10.0 v 20.0 . v .
          a 2026-01-02T00:00:00Z . u 1.0 . u .
          a 2026-01-02T00:00:00Z 4.0 u . 1.0 u u
          . 2026-01-03T00:00:00Z 5.0 v . . . .
          b 2026-01-01T00:00:00Z 20.0 v . . . .
          """))
    #expect(result.rows.rowNumbers == Self.events.rows.rowNumbers)
    #expect(result.rows.people == Self.events.rows.people)
  }

  @Test func fillsTakeThePlaceOfTheirColumn() throws {
    let fill = TableStep(use: "forward_fill", arguments: ["time": "at"], columns: ["x"], by: ["id"])
    #expect(try fill.run([Self.events]).rows.columns[2].doubles == [1, 10, 1, 4, 5, 20])
    var back = fill
    back.use = "backward_fill"
    #expect(try back.run([Self.events]).rows.columns[2].doubles == [1, 10, 4, 4, 5, 20])
  }

  @Test func timeIsTheColumnWithTheRole() throws {
    var sheet = Self.events
    sheet.fields[1].role = .time
    let step = TableStep(use: "rolling", arguments: ["window": "1d", "measures": "sum"], columns: ["x"], by: ["id"])
    let result = try step.run([sheet])
    #expect(result.fields.last?.name == "x_rolling_sum_1d")
    #expect(result.rows.columns[4].doubles == [1, 30, nil, 4, nil, 20])
  }

  /// Whatever later rows hold, nothing but backward_fill sees it.
  @Test(arguments: TableCase.history.map(\.step).filter { $0.use != "backward_fill" })
  func noFeatureSeesTheFuture(_ step: TableStep) throws {
    let sheet = TableCase.events
    let order = [1, 5, 2, 3, 6, 0, 4]  // by time
    let whole = try step.run([sheet])
    for count in 1...order.count {
      let past = try step.run([sheet.gather(Array(order.prefix(count)))])
      let row = order[count - 1]
      #expect(past.rows.columns.map { $0.cells[count - 1] } == whole.rows.columns.map { $0.cells[row] }, "row \(row)")
    }
  }

  /// A value of 1e16 in one window leaves no trace in those after it.
  @Test func largeValuesLeaveNoTrace() throws {
    let x: [Double?] = [1e16, 0.1, 0.2, 0.3, 0.4]
    let sheet = Sheet(
      "s", [Field(name: "t", type: .int), Field(name: "x", type: .float)], [.int([1, 2, 3, 4, 5]), .float(x)])
    let result = try TableStep(
      use: "rolling", arguments: ["window": 2, "measures": ["sum", "std"], "time": "t"], columns: ["x"]
    ).run([sheet])
    #expect(result.rows.columns[2].doubles[3] == 0.5)
    #expect(abs(result.rows.columns[3].doubles[3]! - 0.005.squareRoot()) < 1e-15)
  }

  /// Every measure against the plain computation of each window.
  @Test(arguments: [1, 2, 7, 40, 500])
  func windowsAreWhatTheyHold(_ window: Int) throws {
    let seed: UInt64 = 17
    var generator = SeededGenerator(seed: seed)
    let count = 300
    let x: [Double?] = (0..<count).map { _ in generator.next() % 5 == 0 ? nil : generator.normal() * 100 }
    let sheet = Sheet(
      "s", [Field(name: "t", type: .int), Field(name: "x", type: .float)],
      [.int((0..<count).map { Int64($0) }), .float(x)])
    let measures = ["mean", "sum", "min", "max", "std", "count", "median"]
    let result = try TableStep(
      use: "rolling",
      arguments: [
        "window": .int(Int64(window)), "measures": .array(measures.map { .string($0) }), "min_periods": 0, "time": "t",
      ], columns: ["x"]
    ).run([sheet])
    for row in 0..<count {
      let held = x[max(0, row - window + 1)...row].compactMap { $0 }.sorted()
      let sum = held.reduce(0, +)
      let mean = sum / Double(held.count)
      let squares = held.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let middle = held.isEmpty ? nil : (held[(held.count - 1) / 2] + held[held.count / 2]) / 2
      let expected: [Double?] = [
        held.isEmpty ? nil : mean, sum, held.first, held.last,
        held.count < 2 ? nil : (squares / Double(held.count - 1)).squareRoot(), Double(held.count), middle,
      ]
      for (column, expected) in zip(result.rows.columns.dropFirst(2), expected) {
        let value = column.doubles[row]
        #expect((value == nil) == (expected == nil), "row \(row), seed \(seed)")
        if let value, let expected { #expect(abs(value - expected) < 1e-10, "row \(row), seed \(seed)") }
      }
    }
  }

  static let mistakes: [(TableStep, String)] = [
    (TableStep(use: "lag", columns: ["x"]), "`time` is missing, and no column of `events` has the role time"),
    (
      TableStep(use: "lag", arguments: ["time": "when"], columns: ["x"]),
      "`time` names `when`, which is no column of `events`"
    ),
    (
      TableStep(use: "lag", arguments: ["time": "id"], columns: ["x"]),
      "column `id` is category, but date, timestamp, int or float is needed"
    ),
    (
      TableStep(use: "lag", arguments: ["time": "at"], columns: ["x"], by: ["id"], k: 2),
      "`by` must name `who` where privacy.k is set: a row may not hold what belongs to other people"
    ),
    (
      TableStep(use: "rolling", arguments: ["window": 2, "time": "at"], columns: ["who"]),
      "column `who` is category, but int, float or bool is needed"
    ),
    (
      TableStep(use: "rolling", arguments: ["window": 2, "min_periods": 3, "time": "at"], columns: ["x"]),
      "`min_periods` is more than the 2 rows of a window"
    ),
    (
      TableStep(use: "rolling", arguments: ["window": "2d", "time": "x"], columns: ["x"]),
      "`window` has 2d, but `x` is float: give rows"
    ),
    (
      TableStep(use: "ewm", arguments: ["alpha": 0.5, "span": 3, "time": "at"], columns: ["x"]),
      "`alpha` or one of `span`, `halflife` and `com` must be given, and no other"
    ),
    (
      TableStep(use: "lag", arguments: ["time": "x"], columns: ["who"]),
      "column `x`, row 13: the time is missing"
    ),
    (
      TableStep(use: "lag", arguments: ["periods": [1, 1], "time": "at"], columns: ["x"]),
      "table `events` would have two columns `x_lag_1`"
    ),
  ]

  @Test(arguments: mistakes)
  func mistakesAreNamed(_ step: TableStep, _ message: String) {
    #expect(step.failure([Self.events]) == message)
  }

  @Test func infinitiesAreRefusedByRow() {
    var sheet = Self.events
    sheet.rows.columns[2] = .float([1, 2, 3, .infinity, 5, 6])
    for use in ["rolling", "expanding", "ewm"] {
      let arguments: JSON =
        use == "rolling"
        ? ["window": 2, "time": "at"] : use == "ewm" ? ["alpha": 0.5, "time": "at"] : ["time": "at"]
      #expect(
        TableStep(use: use, arguments: arguments, columns: ["x"]).failure([sheet])
          == "column `x`, row 16: the value is not a finite number")
    }
    sheet.rows.columns[2] = .float([1e308, 1e308, 1e308, 1e308, 1e308, 1e308])
    #expect(
      TableStep(use: "expanding", arguments: ["measures": "sum", "time": "at"], columns: ["x"]).failure([sheet])?
        .hasSuffix("the numbers of its window are too large to add up") == true)
  }

  /// The target's past may be seen, its own value never.
  @Test func targetsNeedAWindowWithoutTheRow() throws {
    var sheet = Self.events
    sheet.fields[2].role = .target
    let refused: [(String, JSON)] = [
      ("rolling", ["window": 2]), ("rolling", ["window": 2, "closed": "both"]), ("expanding", [:]),
      ("ewm", ["alpha": 0.5]), ("forward_fill", [:]), ("backward_fill", [:]),
    ]
    let allowed: [(String, JSON)] = [
      ("rolling", ["window": 2, "closed": "left"]), ("rolling", ["window": "2d", "closed": "neither"]),
      ("expanding", ["closed": "left"]), ("ewm", ["alpha": 0.5, "closed": "left"]), ("lag", [:]),
    ]
    func step(_ use: String, _ arguments: JSON) -> TableStep {
      TableStep(
        use: use, arguments: .object((arguments.object ?? []) + [.init("time", "at")]), columns: ["x"], by: ["id"])
    }
    for (use, arguments) in refused {
      #expect(step(use, arguments).failure([sheet])?.hasPrefix("column `x` is the target") == true, "\(use)")
    }
    for (use, arguments) in allowed {
      let result = try step(use, arguments).run([sheet])
      #expect(result.fields.last?.role == .feature)
      // The target of one row reaches no feature of that row.
      var other = sheet
      other.rows.columns[2] = .float([1, 10, nil, 999, 5, 20])
      let changed = try step(use, arguments).run([other])
      #expect(changed.rows.columns.last?.cells[3] == result.rows.columns.last?.cells[3], "\(use)")
    }
  }

  @Test func sensitivityComesFromTheColumnAndTheTime() throws {
    var sheet = Self.events
    sheet.fields[1].sensitivity = .quasi
    let transformer = try TableStep(use: "lag", arguments: ["time": "at"]).transformer()
    let outputs = try transformer.outputs(
      [sheet.shape], TableStep(use: "lag", columns: ["x"], by: ["id"]).clauses)
    #expect(outputs.last?.sources == [.init(table: 0, column: 2), .init(table: 0, column: 1)])
    #expect(outputs.last?.isCarried == false)
    #expect(outputs.first?.isCarried == true)
  }
}
