import Configuration
import Foundation
import Privacy
import Testing

@testable import Ledger

/// A ledger of an earlier version is brought forward when it is opened, with everything in it.
@Suite struct MigrationTests {
  private static func fixture(_ dialect: SQLDialect, isSQLite: Bool) throws -> String {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/version1.sql")
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    return dialect.spelled(text).replacing(/\{\{([0-9a-f]*)\}\}/) { isSQLite ? "X'\($0.1)'" : "'\\x\($0.1)'" }
  }

  @Test(arguments: Backend.allCases)
  func bringsVersion1Forward(_ backend: Backend) throws {
    try backend.with { place in
      switch place.location {
      case .file(let path):
        let database = try SQLiteDatabase(path: path, mayMake: true)
        try database.run(script: try Self.fixture(.sqlite, isSQLite: true))
      case .postgreSQL(let uri, _):
        let database = try PostgreSQLDatabase(uri: uri, password: nil, mayMake: true)
        try database.run(script: try Self.fixture(.postgreSQL, isSQLite: false))
      }
      let ledger = try place.open(mode: .existing)
      try ledger.read { session throws(LedgerError) in
        let run = try session.runs().first
        #expect(run?.id == "20261101T100000-0001")
        #expect(run?.domains == [.init(domain: "customer", form: "text", tokenAsRaw: false)])
        // Sealed under a key that this ring does not have.
        #expect(run?.replay == nil)
        #expect(try session.sources(ofRun: run!.id).map(\.rows) == [3])
        #expect(try session.artefacts(ofRun: run!.id).map(\.rows) == [2, nil])
        #expect(try session.filterKeys() == ["aaaa"])
        #expect(try session.candidates(for: [42], kid: "aaaa").map(\.owner) == [.artefact(1)])
        #expect(try session.tombstones().map(\.receipt) == ["e0"])
        #expect(try session.head() == AuditHead(position: 1, code: [1, 2]))
        #expect(try session.verifyAudit().unverifiable == 1)
      }
      // What came with version 2 is there, and the chain goes on.
      try ledger.write { session throws(LedgerError) in
        try session.add(ErasureJob(id: "e1", requested: "2026-11-21T20:00:00Z", request: nil), tasks: [])
        try session.append(.erasureBegun, [:], at: "2026-11-21T20:00:00Z")
      }
      let again = try place.open()
      try again.read { session throws(LedgerError) in
        #expect(try session.erasures().map(\.id) == ["e1"])
        #expect(try session.verifyAudit().verified == 1)
      }
    }
  }

  /// Steps that were shipped are never edited: version 1 is what the frozen fixture says.
  @Test func shippedStepsStayAsTheyAre() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/version1.sql")
    #expect(String(decoding: try Data(contentsOf: url), as: UTF8.self).contains(LedgerSchema.version1))
  }
}
