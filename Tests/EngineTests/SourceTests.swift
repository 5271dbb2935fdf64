import Configuration
import Engine
import Foundation
import Testing

/// What `sources:` can name, and what can be wrong with it.
@Suite struct SourceTests {
  static func pipeline(_ uri: String, extra: String = "drop", missing: String = "fail") -> String {
    """
    featurize: 1
    name: source
    sources:
      rows:
        format: csv
        uri: "\(uri)"
        contract:
          extra_columns: \(extra)
          missing_columns: \(missing)
          on_invalid_row: {action: quarantine, max_fraction: 0.5}
          columns:
            a: {type: int}
            b: {type: string, nullable: true}
            c: {type: float, nullable: true}
    steps:
      - {id: scale, use: standard_scaler, columns: [a]}
    outputs: {all: {format: csv, uri: @/out/all.csv}}
    quarantine: {uri: @/out/rejected.csv}

    """
  }

  static let rows = "a,b,c\n1,x,0.5\n3,y,1.5\n"
  static let expected = "a,b,c\n-1.0,x,0.5\n1.0,y,1.5\n"

  struct Case: CustomTestStringConvertible {
    let name: String
    var files: [String: String] = ["in.csv": rows]
    var uri = "@/in.csv"
    var extra = "drop"
    var missing = "fail"
    /// A diagnostic code, or the output.
    let gives: String
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "one file", gives: expected),
    Case(name: "columns in another order", files: ["in.csv": "c,b,a\n0.5,x,1\n1.5,y,3\n"], gives: expected),
    Case(
      name: "several files", files: ["p2.csv": "b,a,c\ny,3,1.5\n", "p1.csv": "a,b,c\n1,x,0.5\n"], uri: "@/p*.csv",
      gives: expected),
    Case(
      name: "a file whose name looks like a pattern", files: ["p[1].csv": rows, "p1.csv": "a,b,c\n"],
      uri: "@/p[1].csv", gives: expected),
    Case(name: "pattern without a match", uri: "@/q*.csv", gives: "F0401"),
    Case(name: "missing file", uri: "@/absent.csv", gives: "F0401"),
    Case(name: "missing folder", uri: "@/absent/in.csv", gives: "F0401"),
    Case(name: "directory", uri: "@", gives: "F0403"),
    Case(name: "empty file", files: ["in.csv": ""], gives: "F0408"),
    Case(name: "header only", files: ["in.csv": "a,b,c\n"], gives: "a,b,c\n"),
    Case(name: "extra column dropped", files: ["in.csv": "a,z,b,c\n1,secret,x,0.5\n3,secret,y,1.5\n"], gives: expected),
    Case(
      name: "extra column refused", files: ["in.csv": "a,z,b,c\n1,secret,x,0.5\n"], extra: "fail", gives: "F0414"),
    Case(name: "missing column", files: ["in.csv": "a,b\n1,x\n"], gives: "F0413"),
    Case(
      name: "missing column read as missing", files: ["in.csv": "a,b\n1,x\n3,y\n"], missing: "null",
      gives: "a,b,c\n-1.0,x,\n1.0,y,\n"),
    Case(name: "two columns of one name", files: ["in.csv": "a,b,c,a\n1,x,2,3\n"], gives: "F0411"),
    Case(name: "byte-order mark", files: ["in.csv": "\u{FEFF}a,b,c\n1,x,0.5\n3,y,1.5\n"], gives: expected),
    Case(name: "no gzip data", files: ["in.csv.gz": rows], uri: "@/in.csv.gz", gives: "F0405"),
  ]

  @Test(arguments: cases)
  func reads(_ test: Case) throws {
    try Workspace.with { workspace in
      for (name, text) in test.files { try workspace.write(name, text) }
      let plan = try workspace.plan(Self.pipeline(test.uri, extra: test.extra, missing: test.missing))
      let failure = try workspace.failure(plan)
      #expect(
        failure?.first?.code.id ?? workspace.read("out/all.csv") == test.gives, "\(failure?.first?.message ?? "")")
      // What the file says is not repeated.
      for diagnostic in failure ?? [] { #expect(!"\(diagnostic)".contains("secret")) }
    }
  }

  @Test(arguments: [("gzip", "in.csv.gz"), ("zstd", "in.csv.zst")])
  func compressed(_ program: String, _ name: String) throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.rows)
      do {
        try workspace.compress("in.csv", with: program)
      } catch {
        return  // The format itself is tested with `Formats`; here only the way through the engine.
      }
      try workspace.run(Self.pipeline("@/\(name)"))
      #expect(workspace.read("out/all.csv") == Self.expected)
      #expect(
        try workspace.failureCode(Self.pipeline("@/\(name)"), on: .init(memory: 8)) == "F0406", "more than --memory")
    }
  }

  /// The masks of quarantine stand under the names of the first file's header, whatever the other files' order.
  @Test func quarantineOfFilesWithOtherOrder() throws {
    try Workspace.with { workspace in
      try workspace.write("p1.csv", "a,b,c\n1,x,0.5\nbad,x,0.5\n")
      try workspace.write("p2.csv", "z,c,b,a\nlost,1.5,yy,3\nlost,worse,yy,3\n")
      try workspace.run(Self.pipeline("@/p?.csv"))
      #expect(
        workspace.read("out/rejected.csv")
          == "_row,_rule,_column,a,b,c\n2,wrong_type,a,aaa,a,9.9\n4,wrong_type,c,9,aa,aaaaa\n")
    }
  }

  /// A file that somebody appends to between two passes: nothing is published.
  @Test func growingFileIsRefused() throws {
    try Workspace.with { workspace in
      let rows = (["a,b,c"] + (0..<200).map { "\($0),x,\($0)" }).joined(separator: "\n") + "\n"
      try workspace.write("in.csv", rows)
      let path = workspace.path("in.csv")
      let failure = try workspace.failure(
        workspace.plan(Self.pipeline("@/in.csv")), on: .init(threads: 1, memory: 1, chunkSize: 300)
      ) { progress in
        guard progress.phase == .reading, progress.done == progress.of else { return }
        if let file = FileHandle(forWritingAtPath: path) {
          file.seekToEndOfFile()
          file.write(Data("1,x,1\n".utf8))
          try? file.close()
        }
      }
      #expect(failure?.first?.code.id == "F0407")
      #expect(workspace.names(in: "out") == [])
    }
  }
}
