import Configuration
import Foundation
import Privacy
import TestSupport
import Testing

@testable import Ledger

@Suite struct RepairTests {
  private func filled(_ place: Place) throws -> (tokens: [String], hashes: [UInt64]) {
    let ledger = try place.open()
    let tokens = (0..<3000).map { "t\($0)" }
    let (filter, hashes) = try place.filter(tokens)
    for number in 0..<30 {
      try ledger.write { session throws(LedgerError) in
        try session.begin(place.run("r\(number)", status: .published))
        var artefact = place.artefact("r\(number)", "/out/\(number)")
        artefact.status = .present
        try session.add(artefact, filter: filter)
        try session.append(.runBegun, ["run": .string("r\(number)")], at: "2026-11-21T20:00:00Z")
      }
    }
    try ledger.purge()
    return (tokens, hashes)
  }

  @Test func aSoundFileIsLeftAlone() throws {
    try Backend.sqlite.with { place in
      _ = try filled(place)
      #expect(try Ledger.salvage(place.location, suffix: "1") == nil)
    }
  }

  /// Whatever was damaged, a repair makes a ledger that opens, and no file that may hold a person is denied: it has a
  /// whole filter, or none.
  @Test(arguments: 0..<25)
  func whatCanBeReadIsTakenOver(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) &+ 100)
    try Backend.sqlite.with { place in
      let (_, hashes) = try filled(place)
      let url = URL(filePath: place.location.uri)
      var bytes = try Data(contentsOf: url)
      // One or a few pages, not the first, are overwritten.
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let page = Int.random(in: 1..<(bytes.count / 4096), using: &random)
        for offset in 0..<4096 { bytes[page * 4096 + offset] = UInt8.random(in: 0...255, using: &random) }
      }
      try bytes.write(to: url)
      chmod(url.path, 0o600)
      guard let salvage = try Ledger.salvage(place.location, suffix: "1") else { return }
      #expect(FileManager.default.fileExists(atPath: salvage.kept))
      let ledger = try place.open(mode: .existing)
      #expect(try Ledger.salvage(place.location, suffix: "2") == nil)
      try ledger.read { session throws(LedgerError) in
        let owners = Set(try session.candidates(for: [hashes[5]], kid: place.keys.primary!.kid).map(\.owner))
          .union(try session.unfiltered())
        for run in try session.runs() {
          for artefact in try session.artefacts(ofRun: run.id) {
            #expect(owners.contains(.artefact(artefact.id)), "seed \(seed)")
          }
        }
        _ = try session.verifyAudit()
      }
      try ledger.write { session throws(LedgerError) in
        try session.append(.repair, [:], at: "2026-11-21T20:00:00Z")
      }
    }
  }
}
