package import Configuration
import Privacy

extension LedgerSession {
  /// Appends an entry to the audit chain.
  ///
  /// - Parameters:
  ///   - content: ids, counts, digests; no personal data.
  ///   - at: RFC 3339, UTC.
  @discardableResult
  package func append(_ kind: AuditEntry.Kind, _ content: JSON, at: String) throws(LedgerError) -> AuditHead {
    let keys = try ring()
    guard let kid = keys.primary?.kid else { throw .privacy(.noKey(kid: nil)) }
    let last = try head()
    let position = (last?.position ?? 0) + 1
    let text = content.canonical
    let code: [UInt8]
    do {
      code = try keys.auditCode(
        previous: last?.code ?? AuditChain.start,
        entry: AuditChain.bytes(position: position, at: at, kind: kind.rawValue, content: text, kid: kid), kid: kid)
    } catch {
      throw .privacy(error)
    }
    try database.run(
      "INSERT INTO audit (position, happened, kind, content, kid, code) VALUES ($1, $2, $3, $4, $5, $6)",
      SQLValue(position), .text(at), .text(kind.rawValue), .text(text), .text(kid), .blob(code))
    return AuditHead(position: position, code: code)
  }

  /// The last entry's; `nil` while there is none.
  package func head() throws(LedgerError) -> AuditHead? {
    try database.first("SELECT position, code FROM audit ORDER BY position DESC LIMIT 1") {
      (row) throws(LedgerError) in AuditHead(position: try row.integer(0), code: try row.blob(1))
    }
  }

  /// All entries in order.
  package func auditEntries() throws(LedgerError) -> [AuditEntry] {
    try database.rows("SELECT position, happened, kind, content, kid, code FROM audit ORDER BY position") {
      (row) throws(LedgerError) in
      guard let content = try? JSON(parsing: try row.text(3)) else { throw damaged("an audit entry is no JSON") }
      return AuditEntry(
        position: try row.integer(0), at: try row.text(1), kind: try row.word(2, AuditEntry.Kind.self),
        content: content, kid: try row.text(4), code: try row.blob(5))
    }
  }

  /// Goes through the chain from its start.
  ///
  /// - Parameter heads: ends of the chain that were written down elsewhere; each must still be in it.
  package func verifyAudit(against heads: [AuditHead] = []) throws(LedgerError) -> AuditVerdict {
    var chain = AuditChain(keys: try ring(), heads: heads)
    try database.run("SELECT position, happened, kind, content, kid, code FROM audit ORDER BY position", []) {
      (row) throws(LedgerError) in
      try chain.follow(
        position: row.integer(0), at: row.text(1), kind: row.text(2), content: row.text(3), kid: row.text(4),
        code: row.blob(5))
    }
    return chain.verdict
  }
}
