/// A connection to a database: what SQLite and PostgreSQL have in common. Used by one thread at a time, under the
/// ledger's lock.
///
/// SQL is written with parameters `$1`, `$2`, …; values never become part of its text.
protocol LedgerDatabase: AnyObject, Sendable {
  var dialect: SQLDialect { get }

  /// Begins a transaction. A writing one waits until it is the only one.
  func begin(writing: Bool) throws(LedgerError)
  func commit() throws(LedgerError)
  /// Nothing to do if there is no transaction, or no connection any more.
  func rollBack()

  /// Runs one statement and hands over each row of its result.
  func run(
    _ sql: String, _ parameters: [SQLValue], row: (SQLRow) throws(LedgerError) -> Void
  ) throws(LedgerError)
  /// Runs statements without parameters and results, separated by `;`.
  func run(script: String) throws(LedgerError)

  /// Leaves nothing of deleted rows behind in files that this connection can reach.
  func purge() throws(LedgerError)
}

extension LedgerDatabase {
  func run(_ sql: String, _ parameters: SQLValue...) throws(LedgerError) { try run(sql, parameters) { _ in } }

  /// All rows, made into values.
  func rows<Value>(
    _ sql: String, _ parameters: SQLValue..., make: (SQLRow) throws(LedgerError) -> Value
  ) throws(LedgerError) -> [Value] {
    var values: [Value] = []
    try run(sql, parameters) { (row) throws(LedgerError) in values.append(try make(row)) }
    return values
  }

  /// The first row, if there is one.
  func first<Value>(
    _ sql: String, _ parameters: SQLValue..., make: (SQLRow) throws(LedgerError) -> Value
  ) throws(LedgerError) -> Value? {
    var value: Value?
    try run(sql, parameters) { (row) throws(LedgerError) in if value == nil { value = try make(row) } }
    return value
  }
}

/// How the names of types differ.
struct SQLDialect {
  let integer: String
  let blob: String
  /// What closes a table's definition.
  let tableEnd: String
  /// Whether the table of the schema's version is there, as 1 or 0.
  let countOfSchemaTables: String

  static let sqlite = SQLDialect(
    integer: "INTEGER", blob: "BLOB", tableEnd: ") STRICT",
    countOfSchemaTables: "SELECT COUNT(*) FROM sqlite_master WHERE name = 'ledger_schema'")
  static let postgreSQL = SQLDialect(
    integer: "BIGINT", blob: "BYTEA", tableEnd: ")",
    countOfSchemaTables: """
      SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'featurize' AND tablename = 'ledger_schema'
      """)

  /// The text of a migration in this dialect: `%integer`, `%blob` and, where a table's definition ends, `%end`.
  func spelled(_ sql: String) -> String {
    sql.replacing("%integer", with: integer).replacing("%blob", with: blob).replacing("%end", with: tableEnd)
  }
}
