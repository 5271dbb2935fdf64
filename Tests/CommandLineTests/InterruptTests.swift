import Foundation
import Testing

/// A run that is stopped by a signal says so, exits with 130, and leaves everything as it was.
@Suite struct InterruptTests {
  static let pipeline = """
    featurize: 1
    name: interrupted
    sources:
      rows:
        format: csv
        uri: in.csv
        contract:
          columns: {a: {type: float}, b: {type: float}}
    steps:
      - {id: scale, use: standard_scaler, columns: [a, b]}
    outputs: {all: {format: csv, uri: out/all.csv}}
    state: {uri: out/state.json}

    """

  /// The signal comes once the output is being written: a file in `out` is open, with or without a name.
  static func command(_ signal: String) -> String {
    "featurize run pipeline.yaml --threads 1 --memory 1K & run=$!; "
      + "tries=0; while ! ls -l /proc/$run/fd 2>/dev/null | grep -q /out/ && [ $tries -lt 2000 ]; do sleep 0.01; tries=$((tries+1)); done; "
      + "kill -\(signal) $run; wait $run"
  }

  @Test(arguments: ["INT", "TERM"])
  func leavesNothingBehind(_ signal: String) throws {
    try Shell.withDirectory { directory in
      let block = (0..<1000).map { "\($0),\($0).5\n" }.joined()
      let data = "a,b\n" + String(repeating: block, count: 2400)
      try Data(data.utf8).write(to: directory.appending(path: "in.csv"))
      try Data(Self.pipeline.utf8).write(to: directory.appending(path: "pipeline.yaml"))
      let out = directory.appending(path: "out")
      try FileManager.default.createDirectory(at: out, withIntermediateDirectories: false)
      for name in ["all.csv", "state.json"] { try Data("old\n".utf8).write(to: out.appending(path: name)) }
      let outcome = try Shell.run(Self.command(signal), in: directory)
      #expect(outcome.exit == 130, "\(outcome.stderr)")
      #expect(outcome.stderr.contains("F0504"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: out.path).sorted() == ["all.csv", "state.json"])
      for name in ["all.csv", "state.json"] {
        #expect(try Data(contentsOf: out.appending(path: name)) == Data("old\n".utf8))
      }
    }
  }

  /// Standard input that never ends is not waited for.
  @Test func readingIsInterruptedAtOnce() throws {
    try Shell.withDirectory { directory in
      let pipeline = Self.pipeline.replacingOccurrences(of: "uri: in.csv", with: "uri: \"-\"")
      try Data(pipeline.utf8).write(to: directory.appending(path: "pipeline.yaml"))
      let command =
        "mkfifo rows; exec 3<>rows; featurize run pipeline.yaml < rows & run=$!; sleep 0.5; kill -INT $run; "
        + "( sleep 20; kill -KILL $run ) 2>/dev/null & guard=$!; wait $run; status=$?; kill $guard 2>/dev/null; exit $status"
      let outcome = try Shell.run(command, in: directory)
      #expect(outcome.exit == 130)
      #expect(outcome.stderr.contains("F0504"), "\(outcome.stderr)")
    }
  }
}
