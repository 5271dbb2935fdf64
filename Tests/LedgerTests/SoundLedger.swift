import Configuration
import Foundation
import Privacy

@testable import Ledger

/// The bytes of a filled SQLite ledger, made once: what tests damage.
struct SoundLedger: Sendable {
  let bytes: Data
  let keys: KeyRing
  /// Of tokens that every file in it holds.
  let hashes: [UInt64]

  static let shared = Result { try SoundLedger() }

  private init() throws {
    (bytes, keys, hashes) = try Backend.sqlite.with { place in
      let ledger = try place.open()
      let (filter, hashes) = try place.filter((0..<3000).map { "t\($0)" })
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
      return (try Data(contentsOf: URL(filePath: place.location.uri)), place.keys, hashes)
    }
  }
}
