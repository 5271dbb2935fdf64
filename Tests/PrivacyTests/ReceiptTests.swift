import Configuration
import Foundation
import Testing

@testable import Privacy

/// Receipts: what was signed verifies, anything else does not.
@Suite struct ReceiptTests {
  private static let account: JSON = [
    "featurize_receipt": 1, "id": "r1", "artefacts": [["path": "out/ä.csv", "rows": 12]],
    "issued": "2026-01-31T00:00:00Z",
  ]

  private func ring() throws -> KeyRing { try .known(key: Array(0..<32), kid: "abcd") }

  @Test func reads() throws {
    let receipt = try Receipt(signing: Self.account, with: ring())
    let read = try Receipt(parsing: Array(receipt.text.utf8))
    #expect(read == receipt && read.isAuthentic)
    #expect(read.signature.publicKey == (try ring().receiptKey(kid: "abcd")))
    #expect(read.content["id"]?.string == "r1")
    // Ed25519 is deterministic, so equal accounts have equal receipts.
    #expect(try Receipt(signing: Self.account, with: ring()) == receipt)
  }

  /// `Tests/Receipts/verify.py` has computed this one without our code.
  @Test func asAnotherProgramMakesIt() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Receipts/receipt.json")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let receipt = try Receipt(parsing: Array(text.utf8))
    #expect(receipt.isAuthentic)
    #expect(try Receipt(signing: receipt.content, with: ring()).text == text)
  }

  /// Each byte of the file, changed: it is no receipt any more, or not an authentic one.
  @Test func everyChangeIsNoticed() throws {
    let text = Array(try Receipt(signing: Self.account, with: ring()).text.utf8)
    for position in text.indices {
      var changed = text
      changed[position] ^= 1
      let read = try? Receipt(parsing: changed)
      // White space between members is not signed, and the key's name in the signature names nothing but a key.
      let isSame = read.map { $0.content == Self.account } ?? false
      #expect(read == nil || !read!.isAuthentic || isSame, "byte \(position)")
    }
  }

  @Test(arguments: [
    "", "{}", "{\"featurize_receipt\": 2}", "{\"featurize_receipt\": 1}",
    "{\"featurize_receipt\": 1, \"signature\": {}}",
  ])
  func isNone(_ text: String) {
    #expect(throws: ReceiptProblem.self) { try Receipt(parsing: Array(text.utf8)) }
  }

  @Test func anotherRingHasAnotherKey() throws {
    let other = try KeyRing.known(key: Array(1..<33), kid: "abcd")
    #expect(try other.receiptKey(kid: "abcd") != ring().receiptKey(kid: "abcd"))
    var forged = try Receipt(signing: Self.account, with: ring()).text
    forged.replace("r1", with: "r2")
    #expect(try !Receipt(parsing: Array(forged.utf8)).isAuthentic)
  }
}
