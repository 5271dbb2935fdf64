import Configuration
import Foundation
import Privacy
import Testing

@testable import Ledger

/// Whoever can write to the database, but has no key, cannot change the past unnoticed.
@Suite struct AuditTests {
  struct Tampering: CustomTestStringConvertible, Sendable {
    let name: String
    let sql: String
    let fault: AuditVerdict.Fault
    var testDescription: String { name }
  }

  static let tamperings = [
    Tampering(
      name: "content", sql: "UPDATE audit SET content = '{\"n\":9}' WHERE position = 4", fault: .changed(position: 4)),
    Tampering(
      name: "time", sql: "UPDATE audit SET happened = '2020-01-01T00:00:00Z' WHERE position = 2",
      fault: .changed(position: 2)),
    Tampering(name: "kind", sql: "UPDATE audit SET kind = 'lookup' WHERE position = 1", fault: .changed(position: 1)),
    Tampering(name: "dropped", sql: "DELETE FROM audit WHERE position = 5", fault: .missing(position: 5)),
    Tampering(name: "dropped first", sql: "DELETE FROM audit WHERE position = 1", fault: .missing(position: 1)),
    Tampering(
      name: "dropped and renumbered",
      sql: "DELETE FROM audit WHERE position = 5; UPDATE audit SET position = 5 WHERE position = 6;"
        + "UPDATE audit SET position = 6 WHERE position = 7; UPDATE audit SET position = 7 WHERE position = 8",
      fault: .changed(position: 5)),
    Tampering(
      name: "two swapped",
      sql: "UPDATE audit SET position = 99 WHERE position = 3; UPDATE audit SET position = 3 WHERE position = 4;"
        + "UPDATE audit SET position = 4 WHERE position = 99", fault: .changed(position: 3)),
    Tampering(
      name: "one doubled",
      sql: "INSERT INTO audit SELECT 9, happened, kind, content, kid, code FROM audit WHERE position = 8",
      fault: .changed(position: 9)),
    Tampering(
      name: "another key named", sql: "UPDATE audit SET kid = 'zzzz' WHERE position = 3", fault: .changed(position: 4)),
  ]

  private func filled(_ place: Place) throws -> (Ledger, [AuditHead]) {
    let ledger = try place.open()
    let heads = try (1...8).map { number in
      try ledger.write { session throws(LedgerError) in
        try session.append(.runBegun, ["n": .int(Int64(number))], at: "2026-11-21T20:00:0\(number)Z")
      }
    }
    return (ledger, heads)
  }

  @Test(arguments: Backend.allCases)
  func holdsAsWritten(_ backend: Backend) throws {
    try backend.with { place in
      let (ledger, heads) = try filled(place)
      let verdict = try ledger.read { session throws(LedgerError) in try session.verifyAudit(against: heads) }
      #expect(verdict == AuditVerdict(fault: nil, verified: 8, unverifiable: 0, head: heads.last))
      #expect(AuditHead(heads[3].text) == heads[3])
      for text in ["", "4", "4:", "4:00", "0:" + heads[3].text.dropFirst(2), "x:" + heads[3].text.dropFirst(2)] {
        #expect(AuditHead(text) == nil)
      }
    }
  }

  @Test(arguments: Backend.allCases, tamperings)
  func isNoticed(_ backend: Backend, _ tampering: Tampering) throws {
    try backend.with { place in
      let (ledger, _) = try filled(place)
      try ledger.tamper(tampering.sql)
      let verdict = try ledger.read { session throws(LedgerError) in try session.verifyAudit() }
      // An entry under a key that the ring does not have is not verified; the next one is, and covers its code.
      let isOther = tampering.name == "another key named"
      #expect(isOther ? verdict.unverifiable == 1 && verdict.fault == nil : verdict.fault == tampering.fault)
    }
  }

  /// A chain that was cut off, or begun anew by somebody with the key, is whole in itself: only a head that was kept
  /// elsewhere tells.
  @Test(arguments: Backend.allCases)
  func headsTellOfTheEnd(_ backend: Backend) throws {
    try backend.with { place in
      let (ledger, heads) = try filled(place)
      try ledger.tamper("DELETE FROM audit WHERE position >= 6")
      func fault(_ heads: [AuditHead]) throws -> AuditVerdict.Fault? {
        try ledger.read { session throws(LedgerError) in try session.verifyAudit(against: heads) }.fault
      }
      #expect(try fault([]) == nil)
      #expect(try fault([heads[4]]) == nil)
      #expect(try fault([heads[2], heads[7]]) == .cutOff(position: 6))
      for number in 6...8 {
        try ledger.write { session throws(LedgerError) in
          try session.append(.lookup, ["n": .int(Int64(number))], at: "2026-11-21T21:00:00Z")
        }
      }
      #expect(try fault([heads[4]]) == nil)
      #expect(try fault([heads[7]]) == .replaced(position: 8))
    }
  }
}
