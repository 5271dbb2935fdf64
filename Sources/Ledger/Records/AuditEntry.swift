package import Configuration
import Privacy

/// One link of the audit chain.
package struct AuditEntry: Sendable, Equatable {
  /// What happened.
  package enum Kind: String, Sendable, CaseIterable {
    /// A run began, was finished, failed.
    case runBegun = "run.begun"
    case runFinished = "run.finished"
    case runFailed = "run.failed"
    /// An erasure was begun, and completed.
    case erasureBegun = "erase.begun"
    case erasureFinished = "erase.finished"
    /// Keys were made, rotated, retired, destroyed.
    case keys
    /// Somebody was looked for.
    case lookup
    /// An access request was answered.
    case access
    /// A token was turned back into what it stands for.
    case reveal
    /// `ledger repair` changed something.
    case repair
  }

  /// From 1, without gaps.
  package var position: Int
  /// RFC 3339, UTC.
  package var at: String
  package var kind: Kind
  /// Ids, counts, digests; no personal data.
  package var content: JSON
  /// The key entry of `code`.
  package var kid: String
  /// Keyed BLAKE2b-256 over the code before it and this entry.
  package var code: [UInt8]

  package init(position: Int, at: String, kind: Kind, content: JSON, kid: String, code: [UInt8]) {
    self.position = position
    self.at = at
    self.kind = kind
    self.content = content
    self.kid = kid
    self.code = code
  }

  package var head: AuditHead { AuditHead(position: position, code: code) }
}

/// The end of the chain at some moment: who keeps one elsewhere (each manifest and receipt does) notices if the ledger is
/// cut off before it, or written anew.
package struct AuditHead: Sendable, Equatable {
  package var position: Int
  package var code: [UInt8]

  package init(position: Int, code: [UInt8]) {
    self.position = position
    self.code = code
  }

  /// `12:` and 64 hexadecimal digits.
  package var text: String { "\(position):\(Hexadecimal.text(code))" }

  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let position = Int(parts[0]), position > 0, let code = Hexadecimal.bytes(parts[1]),
      code.count == 32
    else { return nil }
    self.init(position: position, code: code)
  }
}
