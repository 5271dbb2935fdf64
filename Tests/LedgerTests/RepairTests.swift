import Configuration
import Foundation
import Privacy
import TestSupport
import Testing

@testable import Ledger

@Suite struct RepairTests {
  @Test func aSoundFileIsLeftAlone() throws {
    try Backend.sqlite.with { place in
      try SoundLedger.shared.get().bytes.write(to: URL(filePath: place.location.uri))
      chmod(place.location.uri, 0o600)
      #expect(try Ledger.salvage(place.location, suffix: "1") == nil)
    }
  }

  /// Without its first bytes SQLite takes a file for no database; they are the same in every ledger.
  @Test func anOverwrittenHeaderCostsNothing() throws {
    try Backend.sqlite.with { place in
      let sound = try SoundLedger.shared.get()
      var bytes = sound.bytes
      bytes.replaceSubrange(0..<32, with: Data(repeating: 0x58, count: 32))
      try bytes.write(to: URL(filePath: place.location.uri))
      chmod(place.location.uri, 0o600)
      let salvage = try #require(try Ledger.salvage(place.location, suffix: "1"))
      #expect(salvage.withoutFilter == 0)
      let ledger = try Ledger.open(place.location, keys: sound.keys, mode: .existing)
      try ledger.read { session throws(LedgerError) in
        #expect(try session.runs().count == 30)
        #expect(try session.verifyAudit().verified == 30)
      }
    }
  }

  /// An empty ledger would know none of the people to forget: it is not put in the place of a lost one.
  @Test func aLostFileIsLeftAsItIs() throws {
    try Backend.sqlite.with { place in
      var bytes = try SoundLedger.shared.get().bytes
      bytes.replaceSubrange(0..<8192, with: Data(repeating: 0x58, count: 8192))
      let url = URL(filePath: place.location.uri)
      try bytes.write(to: url)
      chmod(url.path, 0o600)
      #expect(throws: LedgerError.lost(uri: url.path)) { try Ledger.salvage(place.location, suffix: "1") }
      #expect(try Data(contentsOf: url) == bytes)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: place.directory.path).filter { $0.contains("ledger") }
          == ["test.ledger"])
    }
  }

  /// Whatever was damaged, a repair makes a ledger that opens, and no file that may hold a person is denied: it has a
  /// whole filter, or none.
  @Test(arguments: 0..<25)
  func whatCanBeReadIsTakenOver(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) &+ 100)
    try Backend.sqlite.with { place in
      let url = URL(filePath: place.location.uri)
      let sound = try SoundLedger.shared.get()
      var bytes = sound.bytes
      // One or a few pages, not the first, are overwritten.
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let page = Int.random(in: 1..<(bytes.count / 4096), using: &random)
        for offset in 0..<4096 { bytes[page * 4096 + offset] = UInt8.random(in: 0...255, using: &random) }
      }
      try bytes.write(to: url)
      chmod(url.path, 0o600)
      guard let salvage = try Ledger.salvage(place.location, suffix: "1") else { return }
      #expect(FileManager.default.fileExists(atPath: salvage.kept))
      let ledger = try Ledger.open(place.location, keys: sound.keys, mode: .existing)
      #expect(try Ledger.salvage(place.location, suffix: "2") == nil)
      try ledger.read { session throws(LedgerError) in
        let owners = Set(try session.candidates(for: [sound.hashes[5]], kid: sound.keys.primary!.kid).map(\.owner))
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
