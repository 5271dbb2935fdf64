import Configuration
import Engine
import Foundation
import Glibc
import Testing

/// A run that fails or is stopped leaves earlier outputs as they were, and nothing half-made beside them.
@Suite struct PublicationTests {
  static func pipeline(_ output: String = "@/out/all.csv", second: String = "@/out/second.csv", step: String = "")
    -> String
  {
    """
    featurize: 1
    name: publication
    sources:
      rows:
        format: csv
        uri: @/in.csv
        contract:
          columns: {a: {type: float}, s: {type: category}}
    steps:
      - {id: scale, use: standard_scaler, columns: [a], as: "{column}_z"}
      \(step)
    outputs:
      all: {format: csv, uri: \(output)}
      second: {format: csv, uri: \(second)}
    state: {uri: @/out/state.json}
    manifest: {uri: @/out/manifest.json}

    """
  }

  static func csv(_ last: String = "1,x") -> String {
    (["a,s"] + (0..<500).map { "\($0),x" } + [last]).joined(separator: "\n") + "\n"
  }

  private func snapshot(_ workspace: Workspace) -> [String: String?] {
    Dictionary(workspace.names(in: "out").map { ($0, workspace.read("out/\($0)")) }) { $1 }
  }

  struct Failure: CustomTestStringConvertible {
    let name: String
    var last = "1,x"
    var output = "@/out/all.csv"
    var second = "@/out/second.csv"
    var step = ""
    /// Before the failing run, in the workspace.
    var prepare: @Sendable (Workspace) throws -> Void = { _ in }
    let code: String
    var testDescription: String { name }
  }

  static let failures = [
    Failure(name: "an infinite value in the last chunk", last: "inf,x", code: "F0704"),
    Failure(name: "personal data in the last chunk", last: "1,someone@mail.example", code: "F0320"),
    Failure(
      name: "a category not seen in fitting", last: "1,x", step: "- {id: o, use: one_hot_encoder, columns: [t]}",
      code: "F0202"),
    Failure(name: "a row that breaks the contract", last: "one,x", code: "F0421"),
    Failure(
      name: "a second output that is a directory", second: "@/folder",
      prepare: { workspace in
        try FileManager.default.createDirectory(atPath: workspace.path("folder"), withIntermediateDirectories: true)
      }, code: "F0330"),
    Failure(
      name: "a second output below a file", second: "@/in.csv/second.csv", code: "F0330"),
    Failure(name: "the same file by another name", second: "@/out/./all.csv", code: "F0330"),
  ]

  @Test(arguments: failures)
  func failureLeavesEverything(_ failure: Failure) throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.csv())
      try workspace.run(Self.pipeline())
      let before = snapshot(workspace)
      #expect(before.count == 4)
      try failure.prepare(workspace)
      try workspace.write("in.csv", Self.csv(failure.last))
      let pipeline = Self.pipeline(failure.output, second: failure.second, step: failure.step)
      let codes = try workspace.planningCodes(pipeline)
      if codes.isEmpty {
        let diagnostics = try workspace.failure(
          workspace.plan(pipeline), on: .init(threads: 3, memory: 1, chunkSize: 400))
        #expect(diagnostics?.first?.code.id == failure.code, "\(diagnostics?.first?.message ?? "")")
      } else {
        #expect(codes == [failure.code])
      }
      #expect(snapshot(workspace) == before)
    }
  }

  /// Interrupted at whatever point: nothing changes, nothing is left.
  @Test(arguments: [Job.Progress.Phase.reading, .writing], [1, 4])
  func interruptionLeavesEverything(_ phase: Job.Progress.Phase, _ chunk: Int) throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.csv())
      try workspace.run(Self.pipeline())
      let before = snapshot(workspace)
      try workspace.write("in.csv", Self.csv("7,x"))
      let plan = try workspace.plan(Self.pipeline()), cancellation = Cancellation()
      #expect(throws: EngineError.self) {
        try workspace.run(plan, on: .init(memory: 1, chunkSize: 400), cancellation: cancellation) { progress in
          if progress.phase == phase, progress.done == chunk { cancellation.cancel() }
        }
      }
      #expect(snapshot(workspace) == before)
    }
  }

  @Test func standardOutputTakesOneOutput() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.csv())
      try workspace.run(Self.pipeline("\"-\""))
      #expect(workspace.read(".stdout") == workspace.read("out/second.csv"))
      #expect(workspace.names(in: "out") == ["manifest.json", "second.csv", "state.json"])
    }
  }

  @Test func standardOutputTakesTheState() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.csv())
      let text = Self.pipeline()
      try workspace.run(text)
      try workspace.run(workspace.plan(text.replacingOccurrences(of: "@/out/state.json", with: "\"-\"")), .fit)
      #expect(workspace.read(".stdout") == workspace.read("out/state.json"))
    }
  }

  /// No output may take the place of what the run reads.
  @Test(arguments: ["@/in.csv", "@/./in.csv", "@/link.csv", "@/pipeline.yaml"])
  func inputsAreNotOverwritten(_ output: String) throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.csv())
      try FileManager.default.createSymbolicLink(
        atPath: workspace.path("link.csv"), withDestinationPath: workspace.path("in.csv"))
      let pipeline = Self.pipeline(output)
      let codes = try workspace.planningCodes(pipeline)
      #expect(try codes.isEmpty ? workspace.failureCode(pipeline) == "F0207" : codes == ["F0207"])
      #expect(workspace.read("in.csv") == Self.csv())
    }
  }

  /// One file under two spellings is one file.
  @Test func twoSpellingsOfOneOutputAreRefused() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.csv())
      let pipeline = Self.pipeline("@/out/all.csv", second: "@/out/./all.csv")
      #expect(try workspace.failureCode(pipeline) == "F0330")
      #expect(workspace.read("out/all.csv") == nil)
    }
  }
}
