/// A person who is to stay forgotten: rows with this token are dropped when a source is read.
///
/// A token for each key that was live at the erasure: after a rotation a row is still known by the token that it has
/// under the older key.
package struct Tombstone: Sendable, Hashable {
  package var domain: String
  package var kid: String
  /// As text.
  package var token: String
  /// RFC 3339, UTC.
  package var since: String
  /// The id of the erasure, and of its receipt.
  package var receipt: String

  package init(domain: String, kid: String, token: String, since: String, receipt: String) {
    self.domain = domain
    self.kid = kid
    self.token = token
    self.since = since
    self.receipt = receipt
  }
}
