import Configuration
import Foundation
import Privacy
import TestSupport
import Testing

@testable import Engine

/// `featurize check` on fitted states: what fits make passes, what another hand adds does not.
@Suite struct StateCheckTests {
  private func state(_ steps: [String], rows: [String] = []) throws -> JSON {
    try SmallJob.with(steps: steps, csv: PeopleFloorJobTests.table(rows)) { try $0.fit().json }
  }

  private func check(_ state: JSON, k: Int = 5) throws -> StateCheck {
    try StateCheck(Array((state.canonical + "\n").utf8), path: "state.json", k: k)
  }

  /// The state with its digest made new, as somebody would who edits it on purpose.
  private func resealed(_ state: JSON) -> JSON {
    let content = JSON.object((state.object ?? []).filter { $0.name != "digest" })
    return .object((content.object ?? []) + [.init("digest", .string(FittedPipeline.digest(of: content)))])
  }

  private func errors(_ check: StateCheck) -> [String] {
    check.findings.filter { $0.severity == .error }.map(\.code.id)
  }

  /// Under a floor nothing falls short, whatever the step.
  @Test(arguments: PeopleFloorJobTests.ordered + PeopleFloorJobTests.summed)
  func whatFitsMakePasses(_ step: String) throws {
    let found = try check(state([step], rows: PeopleFloorJobTests.Outlier.fourPeople.rows("98765.4321", "sentinel")))
    #expect(errors(found) == [])
    #expect(found.isDigestRight)
    #expect(found.steps.count == 1 && !found.steps[0].holdings.isEmpty)
    #expect(!found.text.contains("sentinel") && !found.text.contains("green"))
    #expect(!found.json.pretty.contains("98765"))
  }

  @Test func aLargerFloorIsNotKept() throws {
    let found = try check(state(["{id: s, use: count_encoder, columns: [c]}"]), k: 50)
    #expect(errors(found) == ["F0365", "F0365"])
    #expect(errors(try check(state(["{id: s, use: standard_scaler, columns: [x]}"]), k: 50)) == [])
  }

  struct Edit: CustomTestStringConvertible {
    let testDescription: String
    let from: String
    let to: String
    let codes: [String]
  }

  /// Of the state of a count encoder and a scaler, each with its digest made new.
  static let edits = [
    Edit(testDescription: "none", from: "\"blue\"", to: "\"blue\"", codes: []),
    Edit(testDescription: "a count of few rows", from: "\"counts\":[40,", to: "\"counts\":[4,", codes: ["F0365"]),
    Edit(
      testDescription: "a category without a count", from: "\"blue\"", to: "\"aqua\",\"blue\"",
      codes: ["F0368", "F0368"]),
    Edit(testDescription: "an address", from: "\"blue\"", to: "\"blue@mail.example\"", codes: ["F0367"]),
    Edit(
      testDescription: "a card in a name", from: "\"pipeline\":\"small\"", to: "\"pipeline\":\"4111 1111 1111 1111\"",
      codes: ["F0367"]),
    Edit(
      testDescription: "a member that is not declared", from: "\"counts\":[", to: "\"rows\":[[1,2]],\"counts\":[",
      codes: ["F0368", "F0368"]),
    Edit(testDescription: "a member beside", from: "\"k\":5", to: "\"k\":5,\"rows\":[[1,2]]", codes: ["F0368"]),
    Edit(
      testDescription: "a member of a step", from: "\"use\":\"count_encoder\"",
      to: "\"rows\":[[1,2]],\"use\":\"count_encoder\"", codes: ["F0368"]),
    Edit(
      testDescription: "values of a step that fits none", from: "\"use\":\"count_encoder\"", to: "\"use\":\"derive\"",
      codes: ["F0368"]),
    Edit(
      testDescription: "values of a table", from: "\"use\":\"count_encoder\"", to: "\"use\":\"sort\"",
      codes: ["F0368"]),
    Edit(testDescription: "a smaller floor", from: "\"k\":5", to: "\"k\":4", codes: ["F0365"]),
    Edit(testDescription: "no floor", from: "\"k\":5", to: "\"k\":null", codes: ["F0365"]),
    Edit(
      testDescription: "an unknown step", from: "\"use\":\"count_encoder\"", to: "\"use\":\"diary\"", codes: ["F0368"]),
    Edit(
      testDescription: "a step that keeps rows", from: "\"use\":\"count_encoder\"", to: "\"use\":\"knn_imputer\"",
      codes: ["F0368", "F0368"]),
    Edit(
      testDescription: "values of an identifier", from: "\"column\":\"people.person\"", to: "\"column\":\"people.c\"",
      codes: ["F0367"]),
  ]

  @Test(arguments: edits)
  func editsAreFound(_ edit: Edit) throws {
    let state = try state(["{id: s, use: count_encoder, columns: [c]}", "{id: m, use: min_max_scaler, columns: [x]}"])
    let text = state.canonical
    let edited = text.replacingOccurrences(of: edit.from, with: edit.to)
    try #require(edit.testDescription == "none" || edited != text, "\(text)")
    let json = try JSON(parsing: Array(edited.utf8))
    #expect(errors(try check(resealed(json))) == edit.codes)
    // Without a new digest the edit shows by itself.
    if edited != text { #expect(errors(try check(json)) == ["F0368"] + edit.codes) }
  }

  @Test func storedRowsAreFound() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", "x,y\n" + (0..<30).map { "\($0 % 7 == 0 ? "" : "\($0)"),\($0 * 2)\n" }.joined())
      let pipeline = """
        featurize: 1
        name: open
        sources:
          rows:
            format: csv
            uri: @/in.csv
            contract: {columns: {x: {type: float, nullable: true}, y: {type: float}}}
        steps:
          - {id: near, use: knn_imputer, columns: [x, y]}
        outputs: {all: {format: csv, uri: @/out.csv}}
        state: {uri: @/state.json}

        """
      try workspace.run(pipeline)
      let found = try StateCheck(Array(try #require(workspace.read("state.json")).utf8), path: "s", k: 1)
      #expect(errors(found) == ["F0366", "F0366"])
    }
  }

  @Test(arguments: [
    "", "[]", "{}", "x,y\n1,2\n", "{\"featurize_state\": 99, \"steps\": []}", "{\"featurize_state\": 1}",
  ])
  func whatIsNoStateIsRefused(_ document: String) {
    #expect(throws: EngineError.self) { try StateCheck(Array(document.utf8), path: "s", k: 5) }
  }

  /// Whatever becomes of the bytes: an answer, and no value in it.
  @Test func hostileStates() throws {
    let seed: UInt64 = 20_261_125
    var generator = SeededGenerator(seed: seed)
    let bytes = Array(
      try state([
        "{id: g, use: group_imputer, columns: [x], with: {by: [c]}}", "{id: s, use: one_hot_encoder, columns: [c]}",
      ])
      .canonical.replacingOccurrences(of: "blue", with: "zsentinel").utf8)
    let pieces = ["[", "]", "{}", "null", "-1", "1e308", "9223372036854775807", ",", ":"].map {
      Array($0.utf8)
    }
    for _ in 0..<400 {
      var mutated = bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<mutated.count, using: &generator)
        let end = min(mutated.count, place + Int.random(in: 0...3, using: &generator))
        mutated.replaceSubrange(place..<end, with: pieces.randomElement(using: &generator)!)
      }
      guard let found = try? StateCheck(mutated, path: "s", k: 5) else { continue }
      let said = found.diagnostics.map(\.message).joined() + found.json.canonical
      #expect(!said.contains("zsentinel"), "seed \(seed)")
    }
  }
}
