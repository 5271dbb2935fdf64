import Columns
import Configuration
import Testing

@testable import Transforms

/// A use of a transformer of tables on which the properties of all of them are checked.
struct TableCase: Sendable, CustomTestStringConvertible {
  let step: TableStep
  let sheets: [Sheet]
  /// Whether the rows come out in an order of their own, whatever the order in which they came; else they keep it.
  var hasOwnOrder = false
  /// The columns that make groups, or match rows.
  var keys: [String] = ["id"]
  var use: String { step.use }
  /// Whether a row's result hangs on no other row of the first table.
  var worksRowByRow: Bool {
    !["aggregate", "pivot", "deduplicate"].contains(use) && !Self.history.contains { $0.use == use }
  }
  var testDescription: String { "\(use) \(step.arguments.line)" }

  static let events = Sheet(
    "events",
    """
    id:string place:category n:int amount:float at:date      ok:bool
    b         x-y            3     2.5          2026-01-30   true
    a         y              1     1            2026-01-01   false
    b         x              .     .            2026-01-24   .
    .         y              7     8            2026-01-25   true
    a         z              5     3            2026-01-31   true
    b         x              3     0.5          2026-01-02   false
    a         .              4     2            2026-01-29   true
    """, person: "id", people: [2, 1, 2, 9, 1, 2, 1])

  static let people = Sheet(
    "people",
    """
    id:category since:date born:int
    a           2026-01-20 1990
    c           2026-01-01 1991
    b           2026-01-28 1992
    .           2026-01-01 1993
    """)

  static let all: [TableCase] = tables + history

  private static let tables: [TableCase] = [
    TableCase(
      step: TableStep(
        use: "aggregate",
        arguments: [
          "measures": [
            "n": "count", "sum": ["sum": "amount"], "mean": ["mean": "n"], "std": ["std": "amount"],
            "high": ["max": "at"], "last": ["last": "place"], "places": ["nunique": "place"], "mode": ["mode": "n"],
            "q": ["quantile": "amount", "q": 0.9], "any": ["any": "ok"],
          ], "time": "at", "windows": ["7d"], "as_of": "2026-01-31",
        ], by: ["id"]), sheets: [events], hasOwnOrder: true),
    TableCase(
      step: TableStep(use: "aggregate", arguments: ["measures": ["n": "count"]], by: ["place", "ok"], k: 2),
      sheets: [events], hasOwnOrder: true, keys: ["place", "ok"]),
    TableCase(step: TableStep(use: "join", arguments: ["how": "left"], on: ["id"]), sheets: [events, people]),
    TableCase(step: TableStep(use: "join", arguments: ["how": "inner"], on: ["id"]), sheets: [events, people]),
    TableCase(step: TableStep(use: "join", arguments: ["how": "semi"], on: ["id"]), sheets: [events, people]),
    TableCase(step: TableStep(use: "join", arguments: ["how": "anti"], on: ["id"]), sheets: [events, people]),
    TableCase(
      step: TableStep(
        use: "join", arguments: ["how": "asof", "time": "at", "right_time": "since", "tolerance": "10d"], on: ["id"]),
      sheets: [events, people]),
    TableCase(
      step: TableStep(
        use: "pivot",
        arguments: ["names_from": "place", "values": ["x", "y"], "measure": ["sum": "n"], "other": "column"],
        by: ["id"]), sheets: [events], hasOwnOrder: true),
    TableCase(step: TableStep(use: "deduplicate"), sheets: [events]),
    TableCase(
      step: TableStep(use: "deduplicate", arguments: ["time": "at", "keep": "last"], by: ["id"]), sheets: [events]),
    TableCase(step: TableStep(use: "filter", arguments: ["where": "n > 2 or ok"]), sheets: [events]),
    TableCase(step: TableStep(use: "sort", by: ["id", "at"]), sheets: [events], hasOwnOrder: true, keys: ["id"]),
    TableCase(step: TableStep(use: "sample", arguments: ["fraction": 0.5], by: ["id"]), sheets: [events]),
    TableCase(step: TableStep(use: "sample", arguments: ["fraction": 0.5]), sheets: [events]),
    TableCase(
      step: TableStep(use: "explode", arguments: ["column": "place", "separator": "-"], grain: ["id", "at", "place"]),
      sheets: [events], keys: ["place"]),
  ]
}
