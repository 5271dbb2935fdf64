import Configuration
import Engine
import Foundation
import Plan
import Testing

/// A fitted state stands for the run that wrote it, and for no other pipeline.
@Suite struct StateTests {
  private func fitted(_ workspace: Workspace, _ pipeline: String = Customers.pipeline()) throws -> Plan {
    try workspace.write("in.csv", Customers.csv(Customers.rows(300)))
    let plan = try workspace.plan(pipeline)
    try workspace.run(plan)
    return plan
  }

  @Test func applyGivesWhatRunGaveForRowsNotFittedOn() throws {
    try Workspace.with { workspace in
      let plan = try fitted(workspace)
      let test = try #require(workspace.read("out/test.csv")), state = try #require(workspace.read("out/state.json"))
      try FileManager.default.removeItem(atPath: workspace.path("out/test.csv"))
      try workspace.run(plan, .fit, state: "fitted.json")
      #expect(workspace.read("fitted.json") == state)
      try workspace.run(plan, .apply, state: "fitted.json")
      #expect(workspace.read("out/test.csv") == test)
      #expect(workspace.read("out/state.json") == state, "apply writes no state")
    }
  }

  /// Each test row alone in a file, in another order, gives the line that it gave among the others.
  @Test func applyTakesRowsOneByOne() throws {
    try Workspace.with { workspace in
      let plan = try fitted(workspace)
      let expected = Set(workspace.lines("out/test.csv"))
      let rows = Customers.rows(300).filter { $0.split(separator: ",")[0].hasSuffix("1") && !$0.contains("\n") }
      try workspace.write("new.csv", Customers.csv(rows.reversed()))
      let applied = plan.applying(
        sources: [plan.sources[0].name: workspace.path("new.csv")], output: workspace.path("new.out"))
      let manifest = try workspace.run(applied, .apply)
      #expect(manifest.rows("output") == Int64(rows.count))
      let lines = workspace.lines("new.out")
      let tokens = Set(expected.map { $0.split(separator: ",")[0] })
      let common = lines.filter { tokens.contains($0.split(separator: ",")[0]) }
      #expect(common.count > 3)
      for line in common { #expect(expected.contains(line)) }
    }
  }

  @Test func applyNeedsNoTarget() throws {
    try Workspace.with { workspace in
      let plan = try fitted(workspace)
      let rows = Customers.rows(40, seed: 9, first: 1000).filter { !$0.contains("\n") }
      try workspace.write("with.csv", Customers.csv(rows))
      try workspace.write(
        "without.csv", Customers.csv(rows).replacing(#/,(true|false|churned)\n/#) { _ in "\n" })
      func apply(_ name: String) throws -> [String] {
        try workspace.run(
          plan.applying(sources: [plan.sources[0].name: workspace.path(name)], output: workspace.path(name + ".out")),
          .apply)
        return workspace.lines(name + ".out")
      }
      let with = try apply("with.csv"), absent = try apply("without.csv")
      #expect(with.count == rows.count + 1 && with.count > 30)
      let target = try #require(with[0].split(separator: ",").firstIndex(of: "churned"))
      func features(_ line: String) -> [Substring] {
        var fields = line.split(separator: ",", omittingEmptySubsequences: false)
        fields.remove(at: target)
        return fields
      }
      #expect(with.map(features) == absent.map(features))
    }
  }

  @Test func restoredAndWrittenAgainIsEqual() throws {
    try Workspace.with { workspace in
      let plan = try fitted(workspace)
      let document = try #require(workspace.read("out/state.json"))
      #expect(
        try FittedPipeline(document: Array(document.utf8), plan: plan, keys: KeyRings(for: plan)).document == document)
    }
  }

  @Test func holdsNothingOfTheMachine() throws {
    try Workspace.with { workspace in
      _ = try fitted(workspace)
      let document = try #require(workspace.read("out/state.json"))
      let year = String(Calendar.current.component(.year, from: Date()))
      for word in [
        workspace.directory.lastPathComponent, "/tmp", ".csv", ".keyring", ProcessInfo.processInfo.hostName,
        "\"\(year)-",
      ] {
        #expect(!document.contains(word), "\(word)")
      }
      #expect(!document.contains("@mail.example") && !document.contains("pt1_"))
    }
  }

  struct Refusal: CustomTestStringConvertible {
    let name: String
    /// Changes the state, without its digest.
    var state: @Sendable (String) -> String = { $0 }
    /// The fitted values of a step, as they are exchanged; `nil`: its first column is taken out.
    var fitted: (step: String, JSON?)?
    var pipeline: @Sendable (String) -> String = { $0 }
    let says: String
    var testDescription: String { name }
  }

  static let refusals =
    [
      Refusal(name: "one byte", state: { $0.replacingOccurrences(of: "\"k\":5", with: "\"k\":6") }, says: "digest"),
      Refusal(name: "cut off", state: { String($0.dropLast(40)) }, says: "no JSON"),
      Refusal(name: "empty", state: { _ in "" }, says: "no JSON"),
      Refusal(name: "another document", state: { _ in "{}" }, says: "no fitted state"),
      Refusal(name: "a list", state: { _ in "[1]" }, says: "no fitted state"),
      Refusal(
        name: "other version",
        state: { $0.replacingOccurrences(of: "\"featurize_state\":1", with: "\"featurize_state\":2") }, says: "format 2"
      ),
      Refusal(
        name: "column renamed",
        pipeline: {
          $0.replacingOccurrences(of: " visits: {", with: " calls: {").replacingOccurrences(
            of: "[visits]", with: "[calls]"
          )
          .replacingOccurrences(of: "/ visits", with: "/ calls")
        }, says: "the columns of the contract"),
      Refusal(
        name: "other argument",
        pipeline: { $0.replacingOccurrences(of: "strategy: median", with: "strategy: mean") }, says: "step `fill`"),
      Refusal(
        name: "other treatment",
        pipeline: { $0.replacingOccurrences(of: "to: range, step: 5", with: "to: range, step: 20") },
        says: "privacy rules"),
      Refusal(
        name: "other domain",
        pipeline: { $0.replacingOccurrences(of: "domain: email", with: "domain: post") }, says: "privacy rules"),
      Refusal(name: "other k", pipeline: { $0.replacingOccurrences(of: "k: 5\n", with: "k: 6\n") }, says: "privacy.k"),
      Refusal(
        name: "step gone", pipeline: { $0.replacing(#/ +- \{id: span.*\n/#) { _ in "" } }, says: "the steps differ"),
      Refusal(
        name: "other formula",
        pipeline: { $0.replacingOccurrences(of: "spend / visits", with: "spend * visits") }, says: "step `rate`"),
      Refusal(name: "no fitted columns", fitted: ("span", ["columns": []]), says: "span"),
      Refusal(name: "no fitted value", fitted: ("span", [:]), says: "`span`: the fitted state cannot be read"),
      Refusal(name: "fitted is a list", fitted: ("place", []), says: "`place`: the fitted state cannot be read"),
      Refusal(name: "fitted is null", fitted: ("pick", .null), says: "`pick`: the fitted state cannot be read"),
    ]
    + ["fill", "money", "scale", "often", "place", "plan", "constant", "pick"].map { step in
      Refusal(name: "\(step) of other columns", fitted: (step, nil), says: step)
    }

  /// The state with another step's fitted values, or those given, and a digest that matches: what somebody makes who
  /// edits a state by hand.
  private func edited(_ document: String, _ step: String, _ fitted: JSON?) throws -> String {
    guard case .object(var members) = try JSON(parsing: Array(document.utf8)) else { return "" }
    members.removeAll { $0.name == "digest" }
    let position = try #require(members.firstIndex { $0.name == "steps" })
    let steps = try #require(members[position].value.array)
    let other = steps.first { $0["id"]?.string == "span" }?["fitted"]
    members[position].value = .array(
      steps.map { saved in
        guard saved["id"]?.string == step, case .object(var parts) = saved else { return saved }
        for index in parts.indices where parts[index].name == "fitted" {
          parts[index].value = fitted ?? Self.withoutFirstColumn(parts[index].value) ?? other ?? .null
        }
        return .object(parts)
      })
    return JSON.object(members + [.init("digest", .string(FittedPipeline.digest(of: .object(members))))]).canonical
  }

  private static func withoutFirstColumn(_ fitted: JSON) -> JSON? {
    guard case .object(var members) = fitted else { return nil }
    for index in members.indices where members[index].name == "columns" {
      guard let columns = members[index].value.array else { return nil }
      members[index].value = .array(Array(columns.dropFirst()))
    }
    return .object(members)
  }

  @Test func anotherKeyIsRefused() throws {
    try Workspace.with { workspace in
      _ = try fitted(workspace)
      try workspace.makeKeyRing("other.keyring")
      let pipeline = Customers.pipeline().replacingOccurrences(of: "@/ring.keyring", with: "@/other.keyring")
      let failure = try #require(try workspace.failure(try workspace.plan(pipeline), .apply))
      #expect(failure.map(\.code.id) == ["F0503"])
      #expect(failure[0].message.contains("another key"))
    }
  }

  @Test(arguments: refusals)
  func isRefused(_ refusal: Refusal) throws {
    try Workspace.with { workspace in
      _ = try fitted(workspace)
      var document = refusal.state(try #require(workspace.read("out/state.json")))
      if let fitted = refusal.fitted { document = try edited(document, fitted.step, fitted.1) }
      try workspace.write("out/state.json", document)
      let test = workspace.read("out/test.csv")
      let plan = try workspace.plan(refusal.pipeline(Customers.pipeline()))
      let failure = try #require(try workspace.failure(plan, .apply))
      #expect(failure.map(\.code.id) == ["F0503"])
      #expect(failure[0].message.contains(refusal.says), "\(failure[0].message)")
      #expect(workspace.read("out/test.csv") == test)
    }
  }

  @Test func needsAPlace() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Customers.csv(Customers.rows(50)))
      let plan = try workspace.plan(Customers.pipeline().replacing(#/state: .*\n/#) { _ in "\n" })
      #expect(try workspace.failure(plan, .fit)?.map(\.code.id) == ["F0507"])
      #expect(try workspace.failure(plan, .apply)?.map(\.code.id) == ["F0507"])
      #expect(try workspace.failure(plan) == nil)
    }
  }
}
