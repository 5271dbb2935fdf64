import Configuration
import Foundation
import Testing

@testable import Engine

/// Steps on whole tables against those who would take a person, or a row's own label, through them.
@Suite struct TablePeopleTests {
  static func pipeline(_ steps: String) -> String {
    """
    featurize: 1
    name: tables
    secrets: {ring: {file: @/ring.keyring}}
    sources:
      plans:
        format: csv
        uri: @/plans.csv
        contract:
          columns:
            plan: {type: category, role: key}
            price: {type: float}
      people:
        format: csv
        uri: @/people.csv
        contract:
          columns:
            id: {type: string, role: group, pii: id}
            plan: {type: category}
            age: {type: int, nullable: true}
            at: {type: date, role: time}
            churned: {type: bool, role: target}
    privacy:
      subject: people.id
      k: 3
      rules:
        - {id: key, use: tokenize, columns: [id], with: {domain: person, key: ring}}
    steps:
    \(steps)
    outputs: {all: {format: csv, uri: @/out/all.csv}}
    state: {uri: @/out/state.json}

    """
  }

  private func prepare(_ workspace: Workspace) throws {
    try workspace.write("plans.csv", "plan,price\nfree,0\npro,10\nteam,20\n")
    let rows = (0..<20).map {
      "p\($0),\($0 == 7 ? "team" : $0 % 2 == 0 ? "free" : "pro"),\(20 + $0),2026-01-02,\($0 % 3 == 0)"
    }
    try workspace.write("people.csv", "id,plan,age,at,churned\n" + rows.joined(separator: "\n") + "\n")
  }

  static let joined = "  - {id: joined, use: join, from: [plans, people], on: plan, grain: [id]}\n"

  /// A table of nobody that is joined with people is theirs from then on: no group of one of them comes out.
  @Test func theFloorFollowsPeopleThroughAJoin() throws {
    try Workspace.with { workspace in
      try prepare(workspace)
      try workspace.run(
        Self.pipeline(
          Self.joined + "  - {id: a, use: aggregate, by: plan, with: {measures: {n: count, age: {mean: age}}}}"))
      let lines = workspace.lines("out/all.csv")
      #expect(lines.count == 3 && !lines.contains { $0.hasPrefix("team") }, "\(lines)")
      let code = try workspace.failureCode(
        Self.pipeline(Self.joined + "  - {id: a, use: aggregate, by: plan, with: {measures: {age: {max: age}}}}"))
      #expect(code == DiagnosticCode.badTransformerArgument.id)
    }
  }

  /// A row's history may hold its own person's values only, also in a table that got its people from a join.
  @Test func historiesOfAJoinedTableAreOfOnePerson() throws {
    try Workspace.with { workspace in
      try prepare(workspace)
      let lag = "  - {id: l, use: lag, columns: [age], by: plan, with: {periods: 1, time: at}}"
      let code = try workspace.failureCode(Self.pipeline(Self.joined + lag))
      #expect(code == DiagnosticCode.badTransformerArgument.id)
    }
  }

  /// What is made of the target is no feature, by whatever way it is made.
  @Test(arguments: [
    "{id: a, use: aggregate, from: people, by: id, with: {measures: {y: {mean: churned}}}}",
    "{id: a, use: aggregate, from: people, by: id, with: {measures: {y: {max: age}, z: {any: churned}}}}",
    "{id: a, use: aggregate, from: people, by: [id, churned], with: {measures: {n: count}}}",
    "{id: a, use: pivot, from: people, by: id, with: {names_from: churned, values: [\"true\", \"false\"]}}",
    "{id: a, use: join, from: [people, joined], on: churned, with: {suffix: _2}}",
    "{id: a, use: lag, from: people, columns: [age], by: [id, churned], with: {periods: 1}}",
    "{id: a, use: forward_fill, from: people, columns: [churned], by: id}",
    "{id: a, use: rolling, from: people, columns: [churned], by: id, with: {window: 2}}",
    "{id: a, use: derive, from: people, with: {columns: {y: \"if(churned, 1, 0)\"}}}",
    "{id: a, use: sort, from: people, by: churned}",
  ])
  func theTargetIsNoFeature(_ step: String) throws {
    try Workspace.with { workspace in
      let codes = try workspace.planningCodes(Self.pipeline(Self.joined + "  - \(step)"))
      let refusals = [DiagnosticCode.badTransformerArgument, .unusableTarget, .roleNotFeature].map(\.id)
      #expect(codes.count == 1 && refusals.contains(codes.first ?? ""), "\(codes)")
    }
  }
}
