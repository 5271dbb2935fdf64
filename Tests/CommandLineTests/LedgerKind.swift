import TestSupport

/// The databases that a ledger can be in.
enum LedgerKind: String, CaseIterable {
  case sqlite, postgreSQL

  /// A new, empty one: a file beside the pipeline, or a database of a server.
  func location() throws -> String {
    self == .sqlite ? "people.ledger" : try PostgreSQLServer.shared().newDatabase()
  }
}
