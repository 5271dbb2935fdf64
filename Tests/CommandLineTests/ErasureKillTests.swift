import Foundation
import Testing

/// An erasure that is killed as `kill -9` does, at each moment at which that would be worst, and gone on with: in the end
/// everything is as if it had not been.
@Suite struct ErasureKillTests {
  private static let pipeline = """
    featurize: 1
    name: shop
    secrets: {ring: {file: ring.keyring}}
    sources:
      visits:
        format: csv
        uri: visits.csv
        contract:
          on_invalid_row: {action: quarantine, max_fraction: 0.5}
          columns:
            visitor: {type: string, role: group, pii: id}
            pages: {type: int, nullable: true, min: 0}
            device: {type: category}
    privacy:
      subject: visits.visitor
      k: 2
      rules: [{id: key, use: tokenize, columns: [visitor], with: {domain: visitor, key: ring}}]
    steps:
      - {id: fill, use: simple_imputer, columns: [pages], with: {strategy: mean}}
      - {id: kind, use: one_hot_encoder, columns: [device], with: {handle_unknown: ignore}}
    outputs: {all: {format: csv, uri: out/all.csv}}
    quarantine: {uri: out/rejected.csv}
    state: {uri: out/state.json}
    manifest: {uri: out/manifest.json}
    ledger: {uri: "LEDGER"}

    """

  private static func visits(without person: Int? = nil) -> String {
    let devices = ["phone", "desktop", "tablet"]
    return
      (["visitor,pages,device"]
      + (0..<300).filter { $0 % 30 != person }.map { number in
        "person\(number % 30),\(number % 41 == 7 ? "many" : "\(number % 13)"),\(devices[number % 3])"
      }).joined(separator: "\n") + "\n"
  }

  static let erase = "printf 'person4\\n' | featurize erase shop.yaml --domain visitor --yes"
  static let resume = "featurize erase shop.yaml --resume"

  private func write(ledger: String, into directory: URL) throws {
    try Data(Self.pipeline.replacingOccurrences(of: "LEDGER", with: ledger).utf8)
      .write(to: directory.appending(path: "shop.yaml"))
  }

  /// A shop that ran.
  private func prepare(_ directory: URL, ledger: String) throws {
    try write(ledger: ledger, into: directory)
    try Data(Self.visits().utf8).write(to: directory.appending(path: "visits.csv"))
    let outcome = try Shell.run(
      "featurize keys new ring.keyring --unprotected --quiet 2>/dev/null || featurize keys new ring.keyring --unprotected; featurize run shop.yaml",
      in: directory)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
  }

  private func files(_ directory: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: directory.appending(path: "out").path) {
      // The manifest tells how long its run took.
      if name != "manifest.json", !name.hasSuffix(".part") {
        files[name] = try Data(contentsOf: directory.appending(path: "out/\(name)"))
      }
    }
    return files
  }

  /// What a run leaves that never saw person4, under the same key.
  private func never(_ directory: URL) throws -> [String: Data] {
    let clean = directory.appending(path: "clean")
    try FileManager.default.createDirectory(at: clean, withIntermediateDirectories: true)
    try write(ledger: "clean.ledger", into: clean)
    try Data(Self.visits(without: 4).utf8).write(to: clean.appending(path: "visits.csv"))
    try FileManager.default.copyItem(
      at: directory.appending(path: "ring.keyring"), to: clean.appending(path: "ring.keyring"))
    #expect(try Shell.run("featurize run shop.yaml", in: clean).exit == 0)
    return try files(clean)
  }

  struct Kill: CustomTestStringConvertible {
    let moment: String
    let isSourceChanged: Bool
    let ledger: LedgerKind

    var testDescription: String { "\(moment), \(ledger)\(isSourceChanged ? ", source changed" : "")" }

    static let all = ["begun", "computed", "published", "recorded", "unlinked", "examined"].flatMap { moment in
      [true, false].flatMap { isSourceChanged in
        LedgerKind.allCases.map { Kill(moment: moment, isSourceChanged: isSourceChanged, ledger: $0) }
      }
    }
  }

  @Test(arguments: Kill.all) func isGoneOnWith(_ kill: Kill) throws {
    try Shell.withDirectory { directory in
      let (moment, isSourceChanged) = (kill.moment, kill.isSourceChanged)
      try prepare(directory, ledger: kill.ledger.location())
      if isSourceChanged {
        try Data((Self.visits() + "\n").utf8).write(to: directory.appending(path: "visits.csv"))
      }
      let before = try files(directory)
      let killed = try Shell.run(Self.erase, in: directory, environment: ["FEATURIZE_KILLED_AT": moment])
      #expect(killed.exit == 137, "\(killed.stderr)")
      // Whole files, old or new.
      let between = try files(directory)
      #expect(between.keys.sorted() == before.keys.sorted() || isSourceChanged)
      // No other erasure begins, no run that is begun now sees them.
      let other = try Shell.run(Self.erase, in: directory)
      #expect(other.exit == 3 && other.stderr.contains("F0835"), "\(other.stderr)")
      let resumed = try Shell.run(Self.resume, in: directory)
      #expect(resumed.exit == 0, "\(resumed.stderr)")
      let after = try files(directory)
      let receipt = resumed.stdout
      if isSourceChanged {
        #expect(after["state.json"] == before["state.json"] && after["rejected.csv"] == nil)
        #expect(receipt.contains("\"filtered\""))
      } else {
        #expect(after == (try never(directory)))
        #expect(receipt.contains("\"replayed\""))
      }
      #expect(!receipt.contains("pt1_") && !receipt.contains("person4"))
      #expect(try Shell.run("featurize receipt verify -", in: directory).exit != 0)
      let nothing = try Shell.run(Self.resume, in: directory)
      #expect(nothing.exit == 0 && nothing.stdout.isEmpty)
      // The digests before are those of the files as they were before anything was begun.
      let shown = try Shell.run(
        "id=$(featurize receipt show shop.yaml | cut -d' ' -f1); "
          + "featurize receipt show shop.yaml --erasure $id", in: directory)
      #expect(shown.stdout == receipt, "\(shown.stderr)")
      let sum = try Shell.run("b2sum -l 256 out/all.csv | cut -d' ' -f1", in: directory).stdout.dropLast()
      #expect(receipt.contains("\"after\": \"blake2b:\(sum)\""))
    }
  }
}
