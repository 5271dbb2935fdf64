/// The tables of a ledger, as the steps that made them: each brings a ledger one version forward, none is ever changed,
/// and there is no way back.
enum LedgerSchema {
  static let migrations = [version1, version2]
  static var version: Int { migrations.count }

  /// In the header of the SQLite file (`PRAGMA application_id`): "FGLe".
  static let applicationID: Int32 = 0x4647_4C65

  /// Brings an empty database, or one of an earlier version, forward; in one transaction.
  static func migrate(_ database: any LedgerDatabase, uri: String) throws(LedgerError) {
    // Most ledgers need nothing, and who only reads need not wait for a writer.
    let isThere = try database.first(database.dialect.countOfSchemaTables) { (row) throws(LedgerError) in
      try row.integer(0) == 1
    }
    if isThere == true, try version(of: database) == version { return }
    try database.begin(writing: true)
    do throws(LedgerError) {
      try database.run(script: "CREATE TABLE IF NOT EXISTS ledger_schema (version INTEGER NOT NULL)")
      let current = try version(of: database)
      guard current ?? 0 <= version else { throw LedgerError.newer(uri: uri, version: current ?? 0) }
      guard current ?? 0 >= 0 else { throw LedgerError.damaged(uri: uri, problem: "the version of its schema") }
      for step in migrations[(current ?? 0)...] { try database.run(script: database.dialect.spelled(step)) }
      if current == nil { try database.run("INSERT INTO ledger_schema (version) VALUES (0)") }
      try database.run("UPDATE ledger_schema SET version = $1", .integer(Int64(version)))
      try database.commit()
    } catch {
      database.rollBack()
      throw error
    }
  }

  private static func version(of database: any LedgerDatabase) throws(LedgerError) -> Int? {
    try database.first("SELECT version FROM ledger_schema") { (row) throws(LedgerError) in try row.integer(0) }
  }

  /// Names of tables in the order in which rows can be copied; the first columns are the primary key.
  static let tables = [
    "runs", "sources", "artefacts", "filters", "filter_segments", "tombstones", "audit", "salts", "erasures",
    "erasure_tasks",
  ]
}
