import Configuration
import Foundation
import Privacy
import TestSupport
import Testing

@testable import Ledger

/// Files that are no sound ledger are refused in words, and never crash the process.
@Suite struct DamageTests {
  @Test func refusesWhatIsNoLedger() throws {
    try Backend.sqlite.with { place in
      let path = place.location.uri
      #expect(throws: LedgerError.absent(uri: path)) { try place.open(mode: .existing) }
      try Data("featurize: 1\nname: not a database at all\n".utf8).write(to: URL(filePath: path))
      chmod(path, 0o600)
      #expect(throws: LedgerError.damaged(uri: path, problem: "file is not a database")) { try place.open() }
      chmod(path, 0o640)
      #expect(throws: LedgerError.exposed(path: path, mode: 0o640)) { try place.open() }
      #expect(throws: LedgerError.unreachable(uri: place.directory.path, cause: "it is no regular file")) {
        try Ledger.open(.file(path: place.directory.path), keys: place.keys)
      }
      let below = "\(path)/x.ledger"
      #expect(throws: LedgerError.unreachable(uri: below, cause: "Not a directory")) {
        try Ledger.open(.file(path: below), keys: place.keys)
      }
    }
  }

  @Test func leavesOtherDatabasesAlone() throws {
    try Backend.sqlite.with { place in
      let path = place.location.uri
      let other = try SQLiteDatabase(path: path, mayMake: true)
      try other.run(script: "PRAGMA application_id = 7; CREATE TABLE a (b)")
      #expect(throws: LedgerError.foreign(uri: path)) { try place.open() }
    }
    #expect(throws: LedgerError.self) {
      try Ledger.open(.postgreSQL(uri: "postgres:///x?host=/nowhere", password: nil), keys: nil)
    }
    #expect(
      throws: LedgerError.unreachable(uri: "postgres://h/x", cause: "the variable `FEATURIZE_NOT_SET` is not set")
    ) {
      try Ledger.open(.postgreSQL(uri: "postgres://h/x", password: "FEATURIZE_NOT_SET"), keys: nil)
    }
  }

  @Test(arguments: Backend.allCases)
  func refusesALaterSchema(_ backend: Backend) throws {
    try backend.with { place in
      try place.open().tamper("UPDATE ledger_schema SET version = 99")
      #expect(throws: LedgerError.newer(uri: place.location.uri, version: 99)) { try place.open() }
    }
  }

  /// Bytes changed anywhere, and files cut anywhere: reading ends in rows or in an error.
  @Test(arguments: 0..<60)
  func damageEndsInAnError(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    try Backend.sqlite.with { place in
      let url = URL(filePath: place.location.uri)
      let sound = try SoundLedger.shared.get()
      var bytes = sound.bytes
      if seed % 3 == 0 {
        bytes = bytes.prefix(Int.random(in: 1..<bytes.count, using: &random))
      } else {
        for _ in 0..<Int.random(in: 1...40, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      }
      try bytes.write(to: url)
      chmod(url.path, 0o600)
      do {
        let ledger = try Ledger.open(place.location, keys: sound.keys)
        try ledger.read { session throws(LedgerError) in
          for run in try session.runs() {
            _ = try session.sources(ofRun: run.id)
            _ = try session.artefacts(ofRun: run.id)
          }
          _ = try session.candidates(for: [1, 2, .max], kid: sound.keys.primary!.kid)
          _ = try session.verifyAudit()
        }
        try ledger.write { session throws(LedgerError) in
          try session.append(.lookup, [:], at: "2026-11-21T20:00:00Z")
        }
      } catch let error as LedgerError {
        #expect(!error.message.isEmpty, "seed \(seed)")
      }
    }
  }
}
