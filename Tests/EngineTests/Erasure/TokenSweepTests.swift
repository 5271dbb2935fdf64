import Engine
import Foundation
import Privacy
import TestSupport
import Testing

/// Rewriting outputs: what is left is byte for byte what it was, published whole or not at all, its digests told.
@Suite struct TokenSweepTests {
  private static let header = "customer,mail,text,n\n"

  private func token(_ number: Int, _ domain: String, _ ring: KeyRing) throws -> String {
    try ring.tokenizer(tenant: "", domain: domain, form: .text).token(of: "\(number)")!
  }

  @Test func leavesTheRestAsItIs() throws {
    try Workspace.with { workspace in
      let ring = try KeyRing.open(path: workspace.path("ring.keyring"))
      var random = SeededGenerator(seed: 7)
      let customers = try (0..<50).map { try token($0, "customer", ring) }
      let mails = try (0..<50).map { try token($0, "email", ring) }
      let rows = (0..<5000).map { number in
        let someone = Int.random(in: 0..<50, using: &random)
        // The same token in a text is no row of theirs.
        let text = number % 9 == 0 ? "\"a \"\"\(customers[3])\"\",\n\"" : number % 7 == 0 ? customers[3] : "plain"
        return (customer: someone, line: "\(customers[someone]),\(mails[(someone + 1) % 50]),\(text),\(number)\n")
      }
      try workspace.write("out.csv", Self.header + rows.map(\.line).joined())
      let path = workspace.path("out.csv")
      let erased: Set = [3, 20, 49]
      let expected = Self.header + rows.filter { !erased.contains($0.customer) }.map(\.line).joined()
      let sweep = TokenSweep(erased.map { Token(parsing: customers[$0])! })
      #expect(try sweep.count(in: path, columns: ["customer"]) == rows.count { erased.contains($0.customer) })
      #expect(try sweep.count(in: path, columns: ["mail"]) == 0)
      let before = workspace.read("out.csv")!
      let publication = Publication()
      let outcome = try sweep.rewrite(path, columns: ["customer", "mail"], as: publication)
      #expect(workspace.read("out.csv") == before)
      try publication.publish()
      #expect(workspace.read("out.csv") == expected)
      #expect(outcome.rows == rows.count { erased.contains($0.customer) })
      #expect(outcome.bytesBefore == before.utf8.count && outcome.bytesAfter == expected.utf8.count)
      #expect(outcome.digestBefore == Digest.text(of: before) && outcome.digestAfter == Digest.text(of: expected))
      #expect(try sweep.count(in: path, columns: ["customer"]) == 0)
    }
  }

  @Test func refusesWhatIsNoOutput() throws {
    try Workspace.with { workspace in
      let ring = try KeyRing.open(path: workspace.path("ring.keyring"))
      let sweep = TokenSweep([Token(parsing: try token(1, "customer", ring))!])
      try workspace.write("other.csv", "a,b\n1,2\n")
      for (path, code) in [("other.csv", "F0831"), ("missing.csv", "F0401")] {
        do {
          _ = try sweep.count(in: workspace.path(path), columns: ["customer"])
          Issue.record("nothing was said of \(path)")
        } catch let error as EngineError {
          #expect(error.diagnostics(naming: path).map(\.code.id) == [code])
        }
      }
    }
  }
}
