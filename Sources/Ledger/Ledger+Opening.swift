package import Privacy

extension Ledger {
  /// Whether a ledger that is not there is made.
  package enum Mode: Sendable { case make, existing }

  /// Opens a ledger, brings its schema forward if it was written by an earlier version, and makes it if it may.
  ///
  /// - Parameter keys: without them the ledger is only read, and what is sealed in it stays so.
  package static func open(
    _ location: LedgerLocation, keys: KeyRing?, mode: Mode = .make
  ) throws(LedgerError) -> Ledger {
    let database: any LedgerDatabase
    switch location {
    case .file(let path): database = try SQLiteDatabase(path: path, mayMake: mode == .make)
    case .postgreSQL(let uri, let password):
      #if PostgreSQL
        database = try PostgreSQLDatabase(uri: uri, password: password, mayMake: mode == .make)
      #else
        _ = password
        throw .withoutPostgreSQL(uri: uri)
      #endif
    }
    try LedgerSchema.migrate(database, uri: location.uri)
    return Ledger(uri: location.uri, keys: keys, database: database)
  }

  /// Leaves nothing of deleted rows behind: overwritten pages (SQLite's `secure_delete`), an emptied log. After salts,
  /// requests or tombstones have been deleted. PostgreSQL's tables are vacuumed; its log and backups are the server's.
  package func purge() throws(LedgerError) {
    try maintain { (database) throws(LedgerError) in try database.purge() }
  }
}
