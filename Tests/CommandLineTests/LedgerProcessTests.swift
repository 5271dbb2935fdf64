import Foundation
import Testing

/// A ledger that several processes write to, and processes that are killed while they do.
@Suite struct LedgerProcessTests {
  static let pipeline = """
    featurize: 1
    name: people
    params: {n: {type: int, default: 0}}
    secrets:
      ring: {file: ring.keyring}
    sources:
      people:
        format: csv
        uri: in.csv
        contract:
          columns:
            id: {type: string, role: key, pii: id}
            a: {type: float}
    privacy:
      subject: people.id
      rules:
        - {id: key, use: tokenize, columns: [id], with: {domain: person, key: ring}}
    steps:
      - {id: scale, use: standard_scaler, columns: [a]}
    outputs: {all: {format: csv, uri: "out/${params.n}.csv"}}
    state: {uri: "out/${params.n}.json"}
    manifest: {uri: "out/${params.n}.manifest.json"}
    ledger: {uri: "LEDGER"}

    """

  private func prepare(_ directory: URL, rows: Int, ledger: String) throws {
    let data = "id,a\n" + (0..<rows).map { "person\($0),\($0 % 97).5\n" }.joined()
    try Data(data.utf8).write(to: directory.appending(path: "in.csv"))
    try Data(Self.pipeline.replacingOccurrences(of: "LEDGER", with: ledger).utf8)
      .write(to: directory.appending(path: "p.yaml"))
    #expect(try Shell.run("featurize keys new ring.keyring --unprotected", in: directory).exit == 0)
  }

  @Test(arguments: LedgerKind.allCases)
  func runsOfSeveralProcessesAreAllThere(_ kind: LedgerKind) throws {
    try Shell.withDirectory { directory in
      try prepare(directory, rows: 200, ledger: kind.location())
      let count = 12
      // Not with the shell's `wait`, which may miss the end of a child and then waits for ever.
      let outcome = try Shell.run(
        "seq 0 \(count - 1) | xargs -P \(count) -I N featurize run p.yaml -q --set n=N", in: directory)
      #expect(outcome.stderr == "")
      let listing = try Shell.run("featurize ledger list p.yaml", in: directory)
      #expect(listing.stdout.components(separatedBy: " people  published ").count == count + 1, "\(listing.stdout)")
      let manifests = (0..<count).map { "--manifest out/\($0).manifest.json" }.joined(separator: " ")
      let verified = try Shell.run("featurize audit verify p.yaml \(manifests)", in: directory)
      #expect(verified.exit == 0, "\(verified.stderr)")
      #expect(verified.stdout.contains("\(2 * count) entries as they were written"))
      let found = try Shell.run("echo person7 | featurize lookup p.yaml --domain person", in: directory)
      #expect(found.stdout.components(separatedBy: "1 row").count == count + 1, "\(found.stdout)")
      #expect(!found.stdout.contains("person7"))
    }
  }

  /// Killed at whatever moment, a run leaves a ledger that opens, verifies and can be repaired, and what it says of files is
  /// what is there. `FEATURIZE_KILLS` says how many are killed.
  @Test(arguments: LedgerKind.allCases)
  func aKilledProcessLeavesItConsistent(_ kind: LedgerKind) throws {
    try Shell.withDirectory { directory in
      try prepare(directory, rows: 3000, ledger: kind.location())
      let began = ContinuousClock.now
      #expect(try Shell.run("featurize run p.yaml -q", in: directory).exit == 0)
      let whole = began.duration(to: .now)
      let seconds = Double(whole.components.seconds) + Double(whole.components.attoseconds) * 1e-18
      let kills = ProcessInfo.processInfo.environment["FEATURIZE_KILLS"].flatMap { Int($0) } ?? 10
      for number in 1...kills {
        // From the start of the process to a little beyond its end.
        let delay = seconds * 1.2 * Double(number) / Double(kills)
        _ = try Shell.run(
          "featurize run p.yaml -q --set n=\(number) 2>/dev/null & run=$!; sleep \(delay); kill -KILL $run 2>/dev/null; wait $run",
          in: directory)
        let listing = try Shell.run("featurize ledger list p.yaml", in: directory)
        #expect(listing.exit == 0, "\(listing.stderr)")
      }
      let repaired = try Shell.run("featurize ledger repair p.yaml", in: directory)
      #expect(repaired.exit == 0, "\(repaired.stderr)")
      let listing = try Shell.run("featurize ledger list p.yaml", in: directory)
      #expect(!listing.stdout.contains("killed") && !listing.stdout.contains("pending"), "\(listing.stdout)")
      let verified = try Shell.run("featurize audit verify p.yaml", in: directory)
      #expect(verified.exit == 0, "\(verified.stderr)")
      // Every output that is in its place is known to hold the person.
      let outputs = try FileManager.default.contentsOfDirectory(atPath: directory.appending(path: "out").path)
        .filter { $0.hasSuffix(".csv") && !$0.hasPrefix(".") }
      let found = try Shell.run("echo person7 | featurize lookup p.yaml --domain person", in: directory)
      for output in outputs { #expect(found.stdout.contains("out/\(output)"), "\(output)\n\(found.stdout)") }
      #expect(outputs.count >= 1)
    }
  }
}
