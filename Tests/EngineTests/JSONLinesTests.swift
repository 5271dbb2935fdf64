import Configuration
import Engine
import Foundation
import Plan
import Testing

/// Sources of JSON Lines: what they give, and what becomes of lines that are none.
@Suite struct JSONLinesTests {
  static let header = Customers.header.split(separator: ",").map(String.init)

  /// The fields of a record that has quotes around its ninth field or nowhere.
  static func fields(_ record: String) -> [String] {
    let parts = record.split(separator: "\"", maxSplits: 1)
    guard parts.count == 2, let end = parts[1].lastIndex(of: "\"") else {
      return record.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let note = parts[1][..<end].replacingOccurrences(of: "\"\"", with: "\"")
    return parts[0].dropLast().split(separator: ",", omittingEmptySubsequences: false).map(String.init) + [note]
      + parts[1][end...].dropFirst(2).split(separator: ",").map(String.init)
  }

  /// A customer as an object: numbers and booleans as such, missing values as `null` or not at all.
  static func line(_ record: String, _ number: Int) -> String {
    var members: [JSON.Member] = []
    for (name, field) in zip(header, fields(record)) {
      if field.isEmpty {
        if number % 2 == 0 { members.append(.init(name, .null)) }
      } else if let value = Int64(field) {
        members.append(.init(name, .int(value)))
      } else if let value = Double(field) {
        members.append(.init(name, .float(value)))
      } else {
        members.append(.init(name, field == "true" || field == "false" ? .bool(field == "true") : .string(field)))
      }
    }
    members.append(.init("other", ["x": ["canary"]]))
    return JSON.object(number % 3 == 0 ? members.reversed() : members).line
  }

  static func lines(_ records: [String]) -> String {
    records.enumerated().map { line($1, $0) }.joined(separator: "\n") + "\n"
  }

  static func pipeline(_ source: String, folder: String = "out", fraction: String = "0.5") -> String {
    Customers.pipeline(source: source, folder: folder, fraction: fraction)
      .replacingOccurrences(of: "  customers:\n    format: csv", with: "  customers:\n    format: jsonl")
  }

  /// The same people give the same bytes, whichever format they come in.
  @Test func givesWhatCSVGives() throws {
    try Workspace.with { workspace in
      let records = Customers.rows(150) + Customers.invalid.filter { $0.rule != "ragged" }.map(\.row)
      try workspace.write("in.csv", Customers.csv(records))
      try workspace.write("in.jsonl", Self.lines(records))
      try workspace.run(Customers.pipeline(folder: "csv"))
      let manifest = try workspace.run(Self.pipeline("in.jsonl", folder: "lines"))
      #expect(manifest.rowsAddUp && manifest.rows("quarantined") == 7)
      for name in ["train.csv", "test.csv"] {
        #expect(workspace.read("lines/\(name)") == workspace.read("csv/\(name)"))
      }
      // The order of a line's members does not matter to the shapes; `""` and nothing do not differ in a mask.
      func shapes(_ folder: String) -> [String] {
        workspace.lines("\(folder)/rejected.csv").map { $0.replacingOccurrences(of: "\"\"", with: "") }
      }
      #expect(shapes("lines") == shapes("csv"))
    }
  }

  static let broken = [
    #"{"id":"canary1","mail":"ada@canary.example","#, #"{"id":"canary2","mail":"ada@canary.example"}}"#,
    #"ada@canary.example"#, #"["ada@canary.example"]"#, #"{"id":"canary3","id":"ada@canary.example"}"#,
    #"{"id":"canary4","mail":"ada@canary.example\uD800"}"#, #"{"ada@canary.example":1,"ada@canary.example":1}"#,
  ]

  @Test(arguments: ["quarantine", "drop"], [200, 1 << 20])
  func brokenLines(_ action: String, _ chunkSize: Int) throws {
    try Workspace.with { workspace in
      var lines = Customers.rows(100).enumerated().map { Self.line($1, $0) }
      for (number, line) in Self.broken.enumerated() { lines.insert(line, at: number * 16) }
      try workspace.write("in.jsonl", "\r\n" + lines.joined(separator: "\r\n\n"))
      let manifest = try workspace.run(
        Self.pipeline("in.jsonl").replacingOccurrences(of: "action: quarantine", with: "action: \(action)"),
        on: .init(chunkSize: chunkSize))
      #expect(manifest.rowsAddUp)
      #expect(manifest.rows("read") == 107 && manifest.rows("output") == 100)
      #expect(manifest["invalid"]?.line.contains("\"bad_json\"") == true)
      if action == "quarantine" {
        #expect(
          workspace.lines("out/rejected.csv").dropFirst()
            == ArraySlice((0..<7).map { "\($0 * 16 + 1),bad_json,,,,,,,,,,,," }))
      }
      for name in workspace.names(in: "out") { #expect(workspace.read("out/\(name)")?.contains("canary") == false) }
    }
  }

  @Test func stopNamesRowsOnly() throws {
    try Workspace.with { workspace in
      try workspace.write("in.jsonl", Self.lines(Customers.rows(4)) + Self.broken.joined(separator: "\n"))
      let text = Self.pipeline("in.jsonl").replacingOccurrences(of: "action: quarantine", with: "action: stop")
      let failure = try #require(try workspace.failure(workspace.plan(text)))
      #expect(failure.map(\.code.id) == Array(repeating: "F0434", count: 7))
      #expect(failure[2].place == .data(source: "customers", row: 7, column: nil))
      for diagnostic in failure { #expect(!"\(diagnostic)".contains("canary")) }
    }
  }

  static func small(_ uri: String, contract: String = "", columns: String) -> String {
    """
    featurize: 1
    name: events
    sources:
      events:
        format: jsonl
        uri: "@/\(uri)"
        contract: {\(contract)on_invalid_row: {action: quarantine, max_fraction: 1}, columns: {\(columns)}}
    outputs: {all: {format: csv, uri: @/out/all.csv}}
    quarantine: {uri: @/out/rejected.csv}

    """
  }

  struct Case: CustomTestStringConvertible {
    let name: String
    var files: [String: String]
    var uri = "in.jsonl"
    var contract = ""
    var columns = "user.id: {type: int}, amount: {type: float, nullable: true}"
    /// The output, or a diagnostic code.
    let gives: String
    var rejected: [String] = []
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "paths", files: ["in.jsonl": "{\"user\":{\"id\":1},\"amount\":2}\n{\"user.id\":2}\n"],
      gives: "user.id,amount\n1,2.0\n2,\n"),
    Case(
      name: "several files",
      files: ["e2.jsonl": "{\"user\":{\"id\":2}}", "e1.jsonl": "{\"amount\":0.5,\"user.id\":1}"],
      uri: "e?.jsonl", gives: "user.id,amount\n1,0.5\n2,\n"),
    Case(name: "no line", files: ["in.jsonl": ""], gives: "user.id,amount\n"),
    Case(name: "no file", files: [:], gives: "F0401"),
    Case(
      name: "a member too many", files: ["in.jsonl": "{\"user\":{\"id\":1}}\n{\"user\":{\"id\":22,\"secret\":7}}\n"],
      contract: "extra_columns: fail, ", gives: "user.id,amount\n1,\n", rejected: ["2,extra_member,,99,\"\""]),
    Case(
      name: "members that are not there", files: ["in.jsonl": "{\"amount\":1}\n{\"user\":{\"id\":null}}\n"],
      contract: "missing_columns: null, ", gives: "user.id,amount\n,1.0\n", rejected: ["2,missing,user.id,\"\",\"\""]),
    Case(
      name: "an array where a number belongs", files: ["in.jsonl": "{\"user\":{\"id\":[12]}}\n"],
      gives: "user.id,amount\n", rejected: ["1,wrong_type,user.id,[99],\"\""]),
  ]

  @Test(arguments: cases) func reads(_ test: Case) throws {
    try Workspace.with { workspace in
      for (name, text) in test.files { try workspace.write(name, text) }
      let plan = try workspace.plan(Self.small(test.uri, contract: test.contract, columns: test.columns))
      let failure = try workspace.failure(plan)
      #expect(failure?.first?.code.id ?? workspace.read("out/all.csv") == test.gives)
      #expect(Array(workspace.lines("out/rejected.csv").dropFirst()) == test.rejected)
    }
  }

  @Test func compressed() throws {
    try Workspace.with { workspace in
      try workspace.write("in.jsonl", "{\"user.id\":1}\n{\"user.id\":2}\n")
      try workspace.compress("in.jsonl", with: "gzip")
      try workspace.run(Self.small("in.jsonl.gz", columns: "user.id: {type: int}"))
      #expect(workspace.read("out/all.csv") == "user.id\n1\n2\n")
    }
  }

  /// Later rows need no target.
  @Test func applyNeedsNoTarget() throws {
    try Workspace.with { workspace in
      let records = Customers.rows(80)
      try workspace.write("in.jsonl", Self.lines(records))
      let plan = try workspace.plan(Self.pipeline("in.jsonl"))
      try workspace.run(plan, .fit)
      let later = records.map { Self.line($0, 1) }
      try workspace.write("with.jsonl", later.joined(separator: "\n"))
      try workspace.write(
        "without.jsonl",
        later.map { $0.replacing(#/"churned":(true|false),/#) { _ in "" } }.joined(separator: "\n"))
      func apply(_ name: String) throws -> [String] {
        try workspace.run(
          plan.applying(sources: ["customers": workspace.path(name)], output: workspace.path("out/applied.csv")), .apply
        )
        return workspace.lines("out/applied.csv")
      }
      #expect(try apply("with.jsonl").count == apply("without.jsonl").count)
    }
  }

  @Test(arguments: [
    ("format: jsonl\n", "format: jsonl\n    delimiter: \";\"\n", "F0105"), ("format: csv", "format: jsonl", "F0106"),
  ])
  func refused(_ old: String, _ new: String, _ code: String) throws {
    try Workspace.with { workspace in
      let text = Self.small("in.jsonl", columns: "a: {type: int}").replacingOccurrences(of: old, with: new)
      let codes = try workspace.planningCodes(text)
      #expect(codes == [code])
    }
  }
}
