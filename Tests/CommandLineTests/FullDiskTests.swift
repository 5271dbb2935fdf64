import Foundation
import Testing

/// A disk that fills up, wherever in a run or an erasure that is: an error that says so, earlier files as they were, and
/// all is done once there is room.
@Suite struct FullDiskTests {
  private static let pipeline = """
    featurize: 1
    name: shop
    secrets: {ring: {file: ring.keyring}}
    sources:
      visits:
        format: csv
        uri: visits.csv
        contract:
          columns:
            visitor: {type: string, role: group, pii: id}
            pages: {type: int}
    privacy:
      subject: visits.visitor
      k: 2
      rules: [{id: key, use: tokenize, columns: [visitor], with: {domain: visitor, key: ring}}]
    steps:
      - {id: scale, use: standard_scaler, columns: [pages]}
    outputs: {all: {format: csv, uri: out/all.csv}}
    state: {uri: out/state.json}
    manifest: {uri: out/manifest.json}

    """

  /// From a disk that has no room at all to one on which about everything fits.
  static let limits = [0, 100, 5_000, 20_000, 50_000, 100_000, 150_000, 200_000, 250_000, 300_000, 400_000, 500_000]

  private func prepare(_ directory: URL) throws {
    try Data(Self.pipeline.utf8).write(to: directory.appending(path: "shop.yaml"))
    try write(visits: 3000, into: directory)
    let outcome = try Shell.run(
      "featurize keys new ring.keyring --unprotected && featurize run shop.yaml -q", in: directory)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
  }

  private func write(visits: Int, into directory: URL) throws {
    let rows = (0..<visits).map { "v\($0 % 100),\($0 % 13)\n" }.joined()
    try Data(("visitor,pages\n" + rows).utf8).write(to: directory.appending(path: "visits.csv"))
  }

  private func files(_ directory: URL) throws -> [String: Data] {
    let out = directory.appending(path: "out")
    // The manifest tells how long its run took.
    let names = try FileManager.default.contentsOfDirectory(atPath: out.path).filter { $0 != "manifest.json" }
    return try names.reduce(into: [:]) { $0[$1] = try Data(contentsOf: out.appending(path: $1)) }
  }

  private func requireRefusal(_ outcome: Shell.Outcome, after limit: Int) {
    #expect(outcome.exit != 0 && outcome.exit < 128, "\(limit): \(outcome.exit) \(outcome.stderr)")
    #expect(outcome.stderr.contains("error[F0"), "\(limit): \(outcome.stderr)")
    let reasons = ["No space left on device", "disk is full", "its disk is not full"]
    #expect(reasons.contains { outcome.stderr.contains($0) }, "\(limit): \(outcome.stderr)")
  }

  @Test func aRunLeavesTheFilesOfTheLast() throws {
    try Shell.withDirectory { directory in
      try prepare(directory)
      let before = try files(directory)
      try write(visits: 5000, into: directory)
      var left: [Int: [String: Data]] = [:]
      for limit in Self.limits {
        let environment = try FullDisk.environment(after: limit, in: directory)
        let outcome = try Shell.run("featurize run shop.yaml -q", in: directory, environment: environment)
        guard outcome.exit != 0 else { continue }
        requireRefusal(outcome, after: limit)
        left[limit] = try files(directory)
        let listing = try Shell.run("featurize ledger list shop.yaml", in: directory)
        #expect(listing.exit == 0, "\(limit): \(listing.stderr)")
      }
      let again = try Shell.run(
        "featurize ledger repair shop.yaml && featurize run shop.yaml -q && featurize audit verify shop.yaml",
        in: directory)
      #expect(again.exit == 0, "\(again.stderr)")
      let after = try files(directory)
      // All of the new ones where there was no room for the ledger's last word on them alone.
      for (limit, files) in left { #expect(files == before || files == after, "\(limit)") }
      #expect(left.values.count { $0 == before } >= 3 && after != before)
    }
  }

  @Test func anErasureIsGoneOnWith() throws {
    try Shell.withDirectory { directory in
      try prepare(directory)
      var refused = 0
      for (person, limit) in Self.limits.enumerated() {
        let before = try files(directory)
        let environment = try FullDisk.environment(after: limit, in: directory)
        let erase = "printf 'v\(person)\\n' | featurize erase shop.yaml --domain visitor --yes"
        let outcome = try Shell.run(erase, in: directory, environment: environment)
        if outcome.exit != 0 {
          refused += 1
          requireRefusal(outcome, after: limit)
          // Whole files, old or new.
          #expect(try files(directory).keys == before.keys, "\(limit)")
          let resumed = try Shell.run("featurize erase shop.yaml --resume", in: directory)
          #expect(resumed.exit == 0, "\(limit): \(resumed.stderr)")
          // Where it had not even begun, it is asked for again.
          let again = try Shell.run(erase, in: directory)
          #expect(again.exit == 0 || again.stderr.contains("F08"), "\(limit): \(again.stderr)")
        }
        let found = try Shell.run(
          "printf 'v\(person)\\n' | featurize lookup shop.yaml --domain visitor", in: directory)
        #expect(found.exit == 0 && !found.stdout.contains("out/all.csv"), "\(limit): \(found.stdout)\(found.stderr)")
      }
      #expect(refused >= 3)
      #expect(try Shell.run("featurize audit verify shop.yaml", in: directory).exit == 0)
    }
  }
}
