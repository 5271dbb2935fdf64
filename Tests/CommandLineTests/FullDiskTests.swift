import Foundation
import Testing

/// A disk that fills up, wherever in a run or an erasure that is: an error that says so, earlier files as they were, and
/// all is done once there is room.
@Suite struct FullDiskTests {
  /// From a disk that has no room at all to one on which about everything fits.
  static let limits = [0, 100, 5_000, 20_000, 50_000, 100_000, 150_000, 200_000, 250_000, 300_000, 400_000, 500_000]

  private func visits(_ count: Int) -> [String] { (0..<count).map { "v\($0 % 100),\($0 % 13),phone" } }

  private func requireRefusal(_ outcome: Shell.Outcome, after limit: Int) {
    #expect(outcome.exit != 0 && outcome.exit < 128, "\(limit): \(outcome.exit) \(outcome.stderr)")
    #expect(outcome.stderr.contains("error[F0"), "\(limit): \(outcome.stderr)")
    let reasons = ["No space left on device", "disk is full", "its disk is not full"]
    #expect(reasons.contains { outcome.stderr.contains($0) }, "\(limit): \(outcome.stderr)")
  }

  @Test func aRunLeavesTheFilesOfTheLast() throws {
    try Shell.withDirectory { directory in
      let shop = try Shop.opened(in: directory, visits: visits(3000))
      let before = try shop.files()
      try shop.write(visits: visits(5000))
      var left: [Int: [String: Data]] = [:]
      for limit in Self.limits {
        let environment = try FullDisk.environment(after: limit, in: directory)
        let outcome = try Shell.run("featurize run shop.yaml -q", in: directory, environment: environment)
        guard outcome.exit != 0 else { continue }
        requireRefusal(outcome, after: limit)
        left[limit] = try shop.files()
        let listing = try Shell.run("featurize ledger list shop.yaml", in: directory)
        #expect(listing.exit == 0, "\(limit): \(listing.stderr)")
      }
      let again = try Shell.run(
        "featurize ledger repair shop.yaml && featurize run shop.yaml -q && featurize audit verify shop.yaml",
        in: directory)
      #expect(again.exit == 0, "\(again.stderr)")
      let after = try shop.files()
      // All of the new ones where there was no room for the ledger's last word on them alone.
      for (limit, files) in left { #expect(files == before || files == after, "\(limit)") }
      #expect(left.values.count { $0 == before } >= 3 && after != before)
    }
  }

  @Test func anErasureIsGoneOnWith() throws {
    try Shell.withDirectory { directory in
      let shop = try Shop.opened(in: directory, visits: visits(3000))
      var refused = 0
      for (person, limit) in Self.limits.enumerated() {
        let before = try shop.files()
        let environment = try FullDisk.environment(after: limit, in: directory)
        let erase = "printf 'v\(person)\\n' | featurize erase shop.yaml --domain visitor --yes"
        let outcome = try Shell.run(erase, in: directory, environment: environment)
        if outcome.exit != 0 {
          refused += 1
          requireRefusal(outcome, after: limit)
          // Whole files, old or new.
          #expect(try shop.files().keys == before.keys, "\(limit)")
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
