/// The tables of a ledger, as the steps that made them: each brings a ledger one version forward, none is ever changed,
/// and there is no way back.
enum LedgerSchema {
  static let migrations = [version1, version2]
  static var version: Int { migrations.count }

  /// In the header of the SQLite file (`PRAGMA application_id`): "FGLe".
  static let applicationID: Int32 = 0x4647_4C65

  /// Brings an empty database, or one of an earlier version, forward; in one transaction.
  static func migrate(_ database: any LedgerDatabase, uri: String, to target: Int = version) throws(LedgerError) {
    try database.begin(writing: true)
    do throws(LedgerError) {
      try database.run(script: "CREATE TABLE IF NOT EXISTS ledger_schema (version INTEGER NOT NULL)")
      let current = try database.first("SELECT version FROM ledger_schema") { (row) throws(LedgerError) in
        try row.integer(0)
      }
      guard current ?? 0 <= version else { throw LedgerError.newer(uri: uri, version: current ?? 0) }
      for step in migrations[min(current ?? 0, target)..<max(target, current ?? 0)] {
        try database.run(script: database.dialect.spelled(step))
      }
      if current == nil { try database.run("INSERT INTO ledger_schema (version) VALUES ($1)", .integer(Int64(target))) }
      if let current, current < target {
        try database.run("UPDATE ledger_schema SET version = $1", .integer(Int64(target)))
      }
      try database.commit()
    } catch {
      database.rollBack()
      throw error
    }
  }

  /// Names of tables in the order in which rows can be copied; the first columns are the primary key.
  static let tables = [
    "runs", "sources", "artefacts", "filters", "filter_segments", "tombstones", "audit", "salts", "erasures",
    "erasure_tasks",
  ]
}
