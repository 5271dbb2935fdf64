import Foundation
import Testing

/// An erasure that is killed as `kill -9` does, at each moment at which that would be worst, and gone on with: in the end
/// everything is as if it had not been.
@Suite struct ErasureKillTests {
  private static func visits(without person: Int? = nil) -> [String] {
    let devices = ["phone", "desktop", "tablet"]
    return (0..<300).filter { $0 % 30 != person }.map { number in
      "person\(number % 30),\(number % 41 == 7 ? "many" : "\(number % 13)"),\(devices[number % 3])"
    }
  }

  static let erase = "printf 'person4\\n' | featurize erase shop.yaml --domain visitor --yes"
  static let resume = "featurize erase shop.yaml --resume"

  /// What a run leaves that never saw person4, under the same key.
  private func never(_ directory: URL) throws -> [String: Data] {
    let clean = directory.appending(path: "clean")
    try FileManager.default.createDirectory(at: clean, withIntermediateDirectories: true)
    let shop = try Shop(in: clean)
    try shop.write(visits: Self.visits(without: 4))
    try FileManager.default.copyItem(
      at: directory.appending(path: "ring.keyring"), to: clean.appending(path: "ring.keyring"))
    try shop.run()
    return try shop.files()
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
      let shop = try Shop.opened(in: directory, ledger: kill.ledger.location(), visits: Self.visits())
      if isSourceChanged { try shop.write(visits: Self.visits() + [""]) }
      let before = try shop.files()
      let killed = try Shell.run(Self.erase, in: directory, environment: ["FEATURIZE_KILLED_AT": moment])
      #expect(killed.exit == 137, "\(killed.stderr)")
      // Whole files, old or new.
      let between = try shop.files()
      #expect(between.keys.sorted() == before.keys.sorted() || isSourceChanged)
      // No other erasure begins, no run that is begun now sees them.
      let other = try Shell.run(Self.erase, in: directory)
      #expect(other.exit == 3 && other.stderr.contains("F0835"), "\(other.stderr)")
      let resumed = try Shell.run(Self.resume, in: directory)
      #expect(resumed.exit == 0, "\(resumed.stderr)")
      let after = try shop.files()
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
