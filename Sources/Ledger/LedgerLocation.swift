/// Where a ledger lies.
package enum LedgerLocation: Sendable, Equatable {
  /// A SQLite file.
  case file(path: String)
  /// `uri`: `postgres://` or `postgresql://` as libpq reads it, without a password. `password`: the name of the
  /// environment variable that holds it; `nil`: where libpq looks (`PGPASSWORD`, `~/.pgpass`).
  case postgreSQL(uri: String, password: String?)

  package init(_ uri: String, password: String? = nil) {
    self = Self.isPostgreSQL(uri) ? .postgreSQL(uri: uri, password: password) : .file(path: uri)
  }

  package static func isPostgreSQL(_ uri: String) -> Bool {
    uri.hasPrefix("postgres://") || uri.hasPrefix("postgresql://")
  }

  package var uri: String {
    switch self {
    case .file(let path): path
    case .postgreSQL(let uri, _): uri
    }
  }
}
