import Columns
import Engine
import Foundation
import Ledger
import Privacy
import TestSupport
import Testing

/// Rewriting outputs: what is left is byte for byte what it was, published whole or not at all, its digests told.
@Suite struct TokenSweepTests {
  private static let header = "customer,mail,text,n\n"
  /// `a,b` and `1,2` by gzip.
  private static let packed: [UInt8] = [
    0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0x02, 0x03, 0x4b, 0xd4, 0x49, 0xe2, 0x32, 0xd4, 0x31, 0xe2, 0x02, 0, 0x7b, 0x07,
    0x97, 0x0a, 0x08, 0, 0, 0,
  ]

  private func token(_ number: Int, _ domain: String, _ ring: KeyRing) throws -> String {
    try ring.tokenizer(tenant: "", domain: domain, form: .text).token(of: "\(number)")!
  }

  /// Where no text is quoted another way leads through the file, which has several windows.
  @Test(arguments: [true, false])
  func leavesTheRestAsItIs(_ isQuoted: Bool) throws {
    try Workspace.with { workspace in
      let ring = try KeyRing.open(path: workspace.path("ring.keyring"))
      var random = SeededGenerator(seed: 7)
      let customers = try (0..<50).map { try token($0, "customer", ring) }
      let mails = try (0..<50).map { try token($0, "email", ring) }
      let rows = (0..<20_000).map { number in
        let someone = Int.random(in: 0..<50, using: &random)
        // The same token in a text is no row of theirs.
        let text =
          isQuoted && number % 9 == 0
          ? "\"a \"\"\(customers[3])\"\",\n\"" : number % 7 == 0 ? "to \(customers[3])" : "plain"
        return (
          customer: someone, mail: mails[(someone + 1) % 50],
          line: "\(customers[someone]),\(mails[(someone + 1) % 50]),\(text),\(number)\n"
        )
      }
      try workspace.write("out.csv", Self.header + rows.map(\.line).joined())
      let path = workspace.path("out.csv")
      let erased: Set = [3, 20, 49]
      let expected = Self.header + rows.filter { !erased.contains($0.customer) }.map(\.line).joined()
      let sweep = TokenSweep(erased.map { Token(parsing: customers[$0])! })
      #expect(try sweep.count(in: path) == rows.count { erased.contains($0.customer) })
      #expect(try sweep.mayHoldOne(path))
      let before = workspace.read("out.csv")!
      let publication = Publication()
      let outcome = try sweep.rewrite(path, as: publication, keys: ring)
      #expect(workspace.read("out.csv") == before)
      try publication.publish()
      #expect(workspace.read("out.csv") == expected)
      #expect(outcome.rows == rows.count { erased.contains($0.customer) })
      #expect(outcome.bytesBefore == before.utf8.count && outcome.bytesAfter == expected.utf8.count)
      #expect(outcome.digestBefore == Digest.text(of: before) && outcome.digestAfter == Digest.text(of: expected))
      #expect(try sweep.count(in: path) == 0)
      var filter = TokenFilter(forAtMost: 2 * rows.count)
      let hasher = try ring.filterHasher()
      for row in rows where !erased.contains(row.customer) {
        filter.insert(hasher.hash(.string([customers[row.customer], row.mail])).array)
      }
      filter.shrink()
      #expect(outcome.filter == filter)
    }
  }

  @Test func refusesWhatIsNoOutput() throws {
    try Workspace.with { workspace in
      let ring = try KeyRing.open(path: workspace.path("ring.keyring"))
      let sweep = TokenSweep([Token(parsing: try token(1, "customer", ring))!])
      try workspace.write("other.csv", "a,b\n1,2\n")
      #expect(try sweep.count(in: workspace.path("other.csv")) == 0)
      // Featurize writes no compressed outputs.
      try Data(Self.packed).write(to: URL(fileURLWithPath: workspace.path("packed.csv")))
      for (path, code) in [("packed.csv", "F0831"), ("missing.csv", "F0401")] {
        do {
          _ = try sweep.count(in: workspace.path(path))
          Issue.record("nothing was said of \(path)")
        } catch let error as EngineError {
          #expect(error.diagnostics(naming: path).map(\.code.id) == [code])
        }
      }
    }
  }
}
