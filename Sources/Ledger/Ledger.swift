package import Privacy
import Synchronization

/// The memory of all runs: what ran on what, which files hold whom, who asked to be forgotten, and a chain of audit
/// entries over it.
///
/// One class for SQLite and PostgreSQL: what differs is behind `LedgerDatabase`, the SQL is written once. Calls are
/// synchronous and safe from any thread and any number of processes: a write is one transaction, and there is one writer
/// at a time. A process killed in the middle of one leaves the ledger as it was before it.
///
/// Nothing in it shows a person in the clear: identifiers are tokens or keyed hashes, texts that people wrote (paths,
/// parameters, pipelines) are sealed under the key ring, and what stands beside them to be read has been redacted by the
/// caller.
package final class Ledger: Sendable {
  /// The location without a password, for messages.
  package let uri: String
  /// Opens and seals; without one the sealed parts of what is read are `nil`, and nothing can be written.
  package let keys: KeyRing?
  private let database: Mutex<any LedgerDatabase>

  init(uri: String, keys: KeyRing?, database: any LedgerDatabase) {
    self.uri = uri
    self.keys = keys
    self.database = Mutex(database)
  }

  /// Reads in one transaction: everything `body` sees is of one moment.
  ///
  /// `body` must not use the ledger itself, only its session; the session must not outlive it.
  package func read<Value>(_ body: (LedgerSession) throws(LedgerError) -> Value) throws(LedgerError) -> Value {
    try transact(writing: false, body)
  }

  /// Changes the ledger in one transaction, which is undone if `body` throws. Other writers wait meanwhile, also those in
  /// other processes, so long work is done before.
  @discardableResult
  package func write<Value>(_ body: (LedgerSession) throws(LedgerError) -> Value) throws(LedgerError) -> Value {
    guard keys != nil else { throw .noKeys(uri: uri) }
    return try transact(writing: true, body)
  }

  private func transact<Value>(
    writing: Bool, _ body: (LedgerSession) throws(LedgerError) -> Value
  ) throws(LedgerError) -> Value {
    try database.withLock { database throws(LedgerError) in
      try database.begin(writing: writing)
      do throws(LedgerError) {
        let value = try body(LedgerSession(uri: uri, keys: keys, database: database))
        try database.commit()
        return value
      } catch {
        database.rollBack()
        throw error
      }
    }
  }

  /// For what no transaction holds: erasing what deleted rows left in the files.
  func maintain<Value>(_ body: (any LedgerDatabase) throws(LedgerError) -> Value) throws(LedgerError) -> Value {
    try database.withLock { database throws(LedgerError) in try body(database) }
  }
}

/// What can be done within one transaction; extensions by subject: `LedgerSession+Runs.swift`, `+Audit` and so on.
package struct LedgerSession {
  package let uri: String
  package let keys: KeyRing?
  let database: any LedgerDatabase
}
