import Configuration
import Engine
import Foundation
import Plan
import Privacy
import Testing

/// A fit in parts gives what one fit over all rows gives, and its files show nothing to whoever lacks the key.
@Suite struct PartialFitTests {
  static let header = "id,amount,city,visits,left\n"

  static func row(_ number: Int) -> String {
    let amount = number % 11 == 0 ? "" : "\(Double(number * 37 % 101) / 4)"
    return "p\(number),\(amount),town\(number * 7 % 5),\(number % 13),\(number % 3 == 0)\n"
  }

  static let steps = """
      - {id: fill, use: simple_imputer, columns: [amount], with: {strategy: median}}
      - {id: scale, use: standard_scaler, columns: [amount, visits]}
      - {id: place, use: target_encoder, columns: [city], with: {cv: 3}}
      - {id: pick, use: select_k_best, columns: {type: number}, with: {score_func: f_classif, k: 2}}
    """

  static func pipeline(steps: String = steps, privacy: Bool = true) -> String {
    """
    featurize: 1
    name: parts
    secrets: {ring: {file: @/ring.keyring}}
    sources:
      people:
        format: csv
        uri: @/in.csv
        contract:
          columns:
            id: {type: string, role: key\(privacy ? ", pii: id" : "")}
            amount: {type: float, nullable: true}
            city: {type: category}
            visits: {type: int}
            left: {type: bool, role: target}
    \(privacy ? """
      privacy:
        subject: people.id
        k: 3
        rules: [{id: key, use: tokenize, columns: [id], with: {domain: person, key: ring}}]
      """ : "")
    steps:
    \(steps)
    outputs: {all: {format: csv, uri: @/out.csv}}
    state: {uri: @/state.json}

    """
  }

  private func run(_ workspace: Workspace, _ plan: Plan) throws -> PartialRun {
    let sink = open(workspace.path(".said"), O_WRONLY | O_CREAT, 0o600)
    return PartialRun(
      job: try workspace.job(plan, .init()), egress: Egress(verbosity: .quiet, output: sink, errors: sink))
  }

  /// Collects parts of the rows round by round, as many as it takes, and returns the state.
  private func fit(_ workspace: Workspace, _ plan: Plan, parts: [Range<Int>]) throws -> JSON {
    for (number, part) in parts.enumerated() {
      try workspace.write("part\(number).csv", Self.header + part.map(Self.row).joined())
    }
    var merged: String?
    for round in 1...6 {
      var files: [String] = []
      for number in parts.indices {
        let plan = plan.applying(sources: ["people": workspace.path("part\(number).csv")], output: nil)
        files.append(workspace.path("round\(round).\(number)"))
        _ = try run(workspace, plan).collect(after: merged, to: files[number])
      }
      merged = workspace.path("round\(round)")
      _ = try run(workspace, plan).merge(files, to: merged!)
      do {
        return try run(workspace, plan).finish(merged!, to: workspace.path("state.json")).json
      } catch EngineError.diagnostics(let diagnostics) where diagnostics[0].code.id == "F0509" {
        continue
      }
    }
    Issue.record("the fit never ends")
    return .null
  }

  @Test(arguments: [[0..<200], [0..<70, 70..<150, 150..<200], [0..<1, 1..<1, 1..<200]], [true, false])
  func equalsOneFit(_ parts: [Range<Int>], privacy: Bool) throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.header + (0..<200).map(Self.row).joined())
      let plan = try workspace.plan(Self.pipeline(privacy: privacy))
      try workspace.run(plan, .fit)
      let whole = try JSON(parsing: Array(try #require(workspace.read("state.json")).utf8))
      let merged = try JSON(parsing: Array(try fit(workspace, plan, parts: parts).canonical.utf8))
      for (one, other) in zip(whole["steps"]?.array ?? [], merged["steps"]?.array ?? []) {
        #expect(isClose(one, other), "\(one.line) and \(other.line)")
      }
    }
  }

  private func isClose(_ one: JSON, _ other: JSON) -> Bool {
    switch (one, other) {
    case (.object(let a), .object(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.name == $1.name && isClose($0.value, $1.value) }
    case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy(isClose)
    default:
      if let a = one.double, let b = other.double { abs(a - b) <= 1e-12 * max(1, abs(a)) } else { one == other }
    }
  }

  /// The words of a category and the bits of a number are in a plain part, and in no encrypted one.
  @Test(arguments: [true, false])
  func partsOfPeopleAreEncrypted(_ privacy: Bool) throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.header + (0..<50).map(Self.row).joined())
      let steps = "  - {id: kind, use: one_hot_encoder, columns: [city]}"
      let plan = try workspace.plan(Self.pipeline(steps: steps, privacy: privacy))
      _ = try run(workspace, plan).collect(after: nil, to: workspace.path("part"))
      let bytes = try Data(contentsOf: URL(fileURLWithPath: workspace.path("part")))
      #expect((bytes.range(of: Data("town3".utf8)) == nil) == privacy)
      let mode = try FileManager.default.attributesOfItem(atPath: workspace.path("part"))[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    let work: @Sendable (PartialFitTests, Workspace, Plan) throws -> Void
    var testDescription: String { name }
  }

  static let mistakes = [
    Mistake(name: "no part at all", code: "F0510") { tests, workspace, plan in
      try workspace.write("other", "{}\n")
      _ = try tests.run(workspace, plan).merge([workspace.path("other")], to: workspace.path("m"))
    },
    Mistake(name: "a part of another pipeline", code: "F0510") { tests, workspace, plan in
      let other = try workspace.plan(pipeline(steps: "  - {id: scale, use: robust_scaler, columns: [visits]}"))
      _ = try tests.run(workspace, other).collect(after: nil, to: workspace.path("a"))
      _ = try tests.run(workspace, plan).finish(workspace.path("a"), to: workspace.path("s"))
    },
    Mistake(name: "a changed byte", code: "F0510") { tests, workspace, plan in
      _ = try tests.run(workspace, plan).collect(after: nil, to: workspace.path("a"))
      var bytes = try Data(contentsOf: URL(fileURLWithPath: workspace.path("a")))
      bytes[bytes.count - 20] ^= 1
      try bytes.write(to: URL(fileURLWithPath: workspace.path("a")))
      _ = try tests.run(workspace, plan).finish(workspace.path("a"), to: workspace.path("s"))
    },
    Mistake(name: "rounds that do not belong together", code: "F0509") { tests, workspace, plan in
      _ = try tests.run(workspace, plan).collect(after: nil, to: workspace.path("a"))
      _ = try tests.run(workspace, plan).collect(after: workspace.path("a"), to: workspace.path("b"))
      _ = try tests.run(workspace, plan).merge([workspace.path("a"), workspace.path("b")], to: workspace.path("m"))
    },
    Mistake(name: "an end too early", code: "F0509") { tests, workspace, plan in
      _ = try tests.run(workspace, plan).collect(after: nil, to: workspace.path("a"))
      _ = try tests.run(workspace, plan).finish(workspace.path("a"), to: workspace.path("s"))
    },
    Mistake(name: "a step on whole tables", code: "F0509") { tests, workspace, _ in
      let plan = try workspace.plan(pipeline(steps: "  - {id: s, use: sort, by: [visits]}"))
      _ = try tests.run(workspace, plan).collect(after: nil, to: workspace.path("a"))
    },
    Mistake(name: "folds by the number of the row", code: "F0509") { tests, workspace, _ in
      let plan = try workspace.plan(
        pipeline(steps: "  - {id: t, use: target_encoder, columns: [city]}", privacy: false)
          .replacing(", role: key", with: ""))
      _ = try tests.run(workspace, plan).collect(after: nil, to: workspace.path("a"))
    },
  ]

  @Test(arguments: mistakes)
  func isRefused(_ mistake: Mistake) throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.header + (0..<60).map(Self.row).joined())
      let plan = try workspace.plan(Self.pipeline())
      do {
        try mistake.work(self, workspace, plan)
        Issue.record("nothing was refused")
      } catch let error as EngineError {
        #expect(error.diagnostics(for: plan).first?.code.id == mistake.code)
      }
      #expect(workspace.read("s") == nil && workspace.read("m") == nil)
    }
  }
}
