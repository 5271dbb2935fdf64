import Configuration
import Engine
import Foundation
import Plan
import Testing

/// Pipelines of several tables: what each step sees, where every row goes, and that nothing depends on the machine.
@Suite struct TableTests {
  static let customers = """
    id,plan,churned
    c1,free,true
    c2,pro,false
    c3,free,false
    c4,team,true
    c5,pro,false
    c6,free,true

    """

  static let events = """
    id,amount,at
    c1,10,2026-01-02
    c1,30,2026-01-28
    c2,5,2026-01-30
    c1,7,2026-02-03
    c4,2.5,2026-01-31
    x9,100,2026-01-05
    c4,,2026-01-06
    c5,oops,2026-01-06

    """

  static func pipeline(
    steps: String, outputs: String = "{all: {format: csv, uri: @/out/all.csv}}", rest: String = ""
  ) -> String {
    """
    featurize: 1
    name: tables
    secrets: {ring: {file: @/ring.keyring}}
    sources:
      customers:
        format: csv
        uri: @/customers.csv
        contract:
          columns:
            id: {type: string, role: key, unique: true, pii: id}
            plan: {type: category}
            churned: {type: bool, role: target}
      events:
        format: csv
        uri: @/events.csv
        contract:
          on_invalid_row: {action: quarantine, max_fraction: 1}
          columns:
            id: {type: string, role: group, pii: id}
            amount: {type: float, nullable: true}
            at: {type: date}
    privacy:
      subject: customers.id
      k: 2
      rules:
        - {id: key, use: tokenize, columns: [id], with: {domain: customer, key: ring}}
    steps:
    \(steps)
    outputs: \(outputs)
    quarantine: {uri: @/out/rejected.csv}
    state: {uri: @/out/state.json}
    manifest: {uri: @/out/manifest.json}
    \(rest)

    """
  }

  static let steps = """
      - id: activity
        use: aggregate
        from: events
        by: id
        with: {measures: {visits: count, spend: {sum: amount}}, time: at, as_of: 2026-02-01, windows: [7d]}
      - {id: joined, use: join, from: [customers, activity], on: id, with: {how: left}}
      - {id: fill, use: simple_imputer, columns: {type: number}, with: {strategy: constant, fill_value: 0}}
      - {id: scale, use: min_max_scaler, columns: [spend], as: "{column}_scaled"}
    """

  private func prepare(_ workspace: Workspace) throws {
    try workspace.write("customers.csv", Self.customers)
    try workspace.write("events.csv", Self.events)
  }

  private func joined(outputs: String = "{all: {format: csv, uri: @/out/all.csv}}", rest: String = "") -> String {
    Self.pipeline(steps: Self.steps, outputs: outputs, rest: rest)
  }

  @Test func aggregatesAndJoins() throws {
    try Workspace.with { workspace in
      try prepare(workspace)
      let manifest = try workspace.run(joined())
      let lines = workspace.lines("out/all.csv").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      #expect(
        lines[0].dropFirst().joined(separator: ",") == "plan,churned,visits,visits_7d,spend,spend_7d,spend_scaled")
      // c1, c2 and so on, by their place: tokens stand for them.
      #expect(
        lines.dropFirst().map { $0[3...6].joined(separator: ",") } == [
          "2,1,40.0,30.0", "1,1,5.0,5.0", "0,0,0.0,0.0", "2,1,2.5,2.5", "0,0,0.0,0.0", "0,0,0.0,0.0",
        ])
      // A row of the events that breaks the contract is set aside with the name of its source.
      #expect(workspace.lines("out/rejected.csv").count == 2)
      #expect(workspace.lines("out/rejected.csv")[1].hasPrefix("events,8,wrong_type,amount"))
      let tables = manifest["tables"]?.array ?? []
      #expect(tables.map { $0["name"]?.string } == ["customers", "events", "activity", "joined"])
      #expect(tables.map { $0["rows"]?["read"]?.int } == [6, 8, 4, 6])
      #expect(tables.map { $0["rows"]?["used"]?.int } == [6, 7, 4, 0])
      #expect(tables.map { $0["rows"]?["output"]?.int } == [0, 0, 0, 6])
      #expect(tables[1]["rows"]?["quarantined"]?.int == 1)
    }
  }

  @Test func outputsNameTheirTable() throws {
    try Workspace.with { workspace in
      try prepare(workspace)
      let outputs = """
        {all: {format: csv, uri: @/out/all.csv}, activity: {format: csv, uri: @/out/activity.csv, from: activity},
          before: {format: csv, uri: @/out/joined.csv, from: joined}, people: {format: csv, uri: @/out/people.csv, from: customers}}
        """
      try workspace.run(joined(outputs: outputs))
      #expect(workspace.lines("out/activity.csv").count == 5)
      #expect(workspace.lines("out/joined.csv")[0] == "id,plan,churned,visits,visits_7d,spend,spend_7d")
      #expect(workspace.lines("out/joined.csv")[3].hasSuffix(",free,false,,,,"))
      #expect(workspace.lines("out/people.csv")[0] == "id,plan,churned")
    }
  }

  @Test(arguments: [(1, 1 << 30, 1 << 20), (2, 1 << 30, 40), (3, 0, 25)])
  func resultsDoNotDependOnTheMachine(_ threads: Int, _ memory: Int, _ chunkSize: Int) throws {
    try Workspace.with { workspace in
      // Enough people for k in each part, whatever the key.
      let people = 1...80
      try workspace.write(
        "customers.csv",
        "id,plan,churned\n" + people.map { "c\($0),\($0 % 3 == 0 ? "pro" : "free"),\($0 % 2 == 0)\n" }.joined())
      try workspace.write(
        "events.csv", "id,amount,at\n" + people.map { "c\($0 * 7 % 90),\($0),2026-01-\(10 + $0 % 20)\n" }.joined())
      let split = "split: {by: id, fractions: {train: 0.7, test: 0.3}, fit_on: train}"
      let outputs = """
        {train: {format: csv, uri: @/out/train.csv, split: train}, test: {format: csv, uri: @/out/test.csv, split: test}}
        """
      let plan = try workspace.plan(joined(outputs: outputs, rest: split))
      func results() -> [String?] { ["train.csv", "test.csv", "state.json"].map { workspace.read("out/" + $0) } }
      try workspace.run(plan)
      let expected = results()
      try workspace.run(plan, on: .init(threads: threads, memory: memory, chunkSize: chunkSize))
      #expect(results() == expected)
    }
  }

  @Test func stateAppliesToOtherFiles() throws {
    try Workspace.with { workspace in
      try prepare(workspace)
      let plan = try workspace.plan(joined())
      try workspace.run(plan)
      let lines = workspace.lines("out/all.csv")
      // The customers in another order and without the target, and the same events from another file.
      try workspace.write("few.csv", "id,plan\nc4,team\nc1,free\n")
      try workspace.write("more.csv", Self.events)
      let sources = ["customers": workspace.path("few.csv"), "events": workspace.path("more.csv")]
      try workspace.run(plan.applying(sources: sources, output: workspace.path("out/few.csv")), .apply)
      let expected = [lines[4], lines[1]].map { $0.replacing(",true,", with: ",,") }
      #expect(Array(workspace.lines("out/few.csv").dropFirst()) == expected)
    }
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let name: String
    let steps: String
    var outputs = "{all: {format: csv, uri: @/out/all.csv}}"
    var rest = ""
    let codes: [String]
    var testDescription: String { name }
  }

  static let refusals = [
    Refusal(
      name: "a source without use", steps: "  - {id: a, use: ordinal_encoder, columns: [plan]}", codes: ["F0209"]),
    Refusal(
      name: "an unknown table", steps: "  - {id: a, use: join, from: [customers, event], on: id}", codes: ["F0213"]),
    Refusal(
      name: "a table that comes later", steps: "  - {id: a, use: join, from: [customers, b], on: id}\n" + steps,
      codes: ["F0213"]),
    Refusal(name: "a join of one table", steps: "  - {id: a, use: join, from: events, on: id}", codes: ["F0214"]),
    Refusal(name: "a join without keys", steps: "  - {id: a, use: join, from: [customers, events]}", codes: ["F0214"]),
    Refusal(
      name: "a join with groups", steps: "  - {id: a, use: join, from: [customers, events], on: id, by: id}",
      codes: ["F0215"]),
    Refusal(
      name: "two tables for a scaler",
      steps: steps + "\n  - {id: b, use: min_max_scaler, from: [events, customers], columns: [amount]}",
      codes: ["F0215"]),
    Refusal(
      name: "a step with the name of a source", steps: steps.replacing("id: scale", with: "id: events"),
      codes: ["F0204"]),
    Refusal(
      name: "an output of no table", steps: steps, outputs: "{all: {format: csv, uri: @/out/all.csv, from: nothing}}",
      codes: ["F0213"]),
    Refusal(
      name: "an output without its part", steps: steps,
      rest: "split: {by: id, fractions: {a: 0.5, b: 0.5}, fit_on: a}", codes: ["F0206"]),
    Refusal(
      name: "a part of a table that cannot be split",
      steps: "  - {id: s, use: min_max_scaler, from: events, columns: [amount]}\n" + steps,
      outputs: "{all: {format: csv, uri: @/out/all.csv, split: a}}",
      rest: "split: {by: churned, fractions: {a: 0.5, b: 0.5}, fit_on: a}", codes: ["F0206"]),
  ]

  @Test(arguments: refusals)
  func isRefused(_ refusal: Refusal) throws {
    try Workspace.with { workspace in
      let pipeline = Self.pipeline(
        steps: refusal.steps, outputs: refusal.outputs, rest: refusal.rest)
      let codes = try workspace.planningCodes(pipeline)
      #expect(codes == refusal.codes)
    }
  }

  /// Whose events they are must be known, or k could not be counted and nobody's events be erased.
  @Test func personalDataOfNobodyAreRefused() throws {
    try Workspace.with { workspace in
      let pipeline = joined().replacing(
        "- {id: key, use: tokenize, columns: [id], with: {domain: customer, key: ring}}",
        with: """
          - {id: key, use: tokenize, columns: [customers.id], with: {domain: customer, key: ring}}
              - {id: other, use: tokenize, columns: [events.id], with: {domain: events, key: ring}}
          """)
      let codes = try workspace.planningCodes(pipeline)
      #expect(codes == ["F0302"])
    }
  }
}
