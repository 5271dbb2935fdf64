import CSQLite
import Glibc

/// A ledger's file, by SQLite: write-ahead log, every commit synchronised, deleted rows overwritten.
///
/// `@unchecked Sendable`: the ledger's lock lets one thread at a time use it.
final class SQLiteDatabase: LedgerDatabase, @unchecked Sendable {
  let dialect = SQLDialect.sqlite
  private let uri: String
  private let connection: OpaquePointer
  /// Prepared statements by their text.
  private var statements: [String: OpaquePointer] = [:]

  /// - Parameter mayMake: whether a file that is not there is made, with mode 0600.
  init(path: String, mayMake: Bool) throws(LedgerError) {
    uri = path
    let place = Self.place(of: path)
    try Self.prepare(place, path: path, mayMake: mayMake)
    connection = try Self.connection(to: place, path: path)
    try run(
      script: """
        PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;
        """)
    try adopt()
  }

  /// A damaged file, to read from: nothing of it is checked.
  init(damaged path: String) throws(LedgerError) {
    uri = path
    connection = try Self.connection(to: Self.place(of: path), path: path)
  }

  /// The path as SQLite takes it: not for one of its URIs.
  private static func place(of path: String) -> String { path.isEmpty || path.hasPrefix("/") ? path : "./\(path)" }

  private static func connection(to place: String, path: String) throws(LedgerError) -> OpaquePointer {
    var opened: OpaquePointer?
    let status = sqlite3_open_v2(
      place, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard let opened, status == SQLITE_OK else {
      let error = error(status, uri: path)
      sqlite3_close_v2(opened)
      throw error
    }
    sqlite3_busy_timeout(opened, patience)
    featurize_defend(opened)
    return opened
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(connection)
  }

  /// Milliseconds.
  private static let patience: Int32 = 30_000

  /// Looks at the file before SQLite does. It is neither opened nor closed here: closing a file drops the locks that
  /// other connections of the process hold on it.
  private static func prepare(_ place: String, path: String, mayMake: Bool) throws(LedgerError) {
    var status = stat()
    if stat(place, &status) != 0 {
      guard errno == ENOENT else { throw .unreachable(uri: path, cause: cause(errno)) }
      guard mayMake else { throw .absent(uri: path) }
      try makeDirectories(to: place, path: path)
      // Of two processes that make it, one comes second and finds it there.
      guard mknod(place, S_IFREG | 0o600, 0) == 0 || errno == EEXIST else {
        throw .unreachable(uri: path, cause: cause(errno))
      }
      return
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreachable(uri: path, cause: "it is no regular file") }
    guard status.st_mode & 0o077 == 0 else { throw .exposed(path: path, mode: status.st_mode & 0o777) }
    // SQLite would open a file that it may only read, and fail at the first write.
    guard access(place, R_OK | W_OK) == 0 else { throw .unreachable(uri: path, cause: cause(errno)) }
  }

  /// Makes the directories on the way, as outputs do.
  private static func makeDirectories(to place: String, path: String) throws(LedgerError) {
    for index in place.utf8.indices.dropFirst() where place.utf8[index] == UInt8(ascii: "/") {
      guard mkdir(String(place[..<index]), 0o755) == 0 || errno == EEXIST else {
        throw .unreachable(uri: path, cause: cause(errno))
      }
    }
  }

  /// Makes an empty file a ledger's, and refuses what is another program's.
  private func adopt() throws(LedgerError) {
    if try applicationID() != LedgerSchema.applicationID {
      try begin(writing: true)
      do throws(LedgerError) {
        let id = try applicationID()
        let tables = try first("SELECT COUNT(*) FROM sqlite_master") { (row) throws(LedgerError) in
          try row.integer(0)
        }
        guard id == LedgerSchema.applicationID || id == 0 && tables == 0 else { throw LedgerError.foreign(uri: uri) }
        if id == 0 { try run(script: "PRAGMA application_id = \(LedgerSchema.applicationID)") }
        try commit()
      } catch {
        rollBack()
        throw error
      }
    }
    let mode = try first("PRAGMA journal_mode") { (row) throws(LedgerError) in try row.text(0) }
    guard mode != "wal" else { return }
    try makeWriteAhead()
  }

  /// The mode stays with the file. Who changes it while others open the file is told that it is busy, without waiting.
  private func makeWriteAhead() throws(LedgerError) {
    for attempt in 0... {
      do throws(LedgerError) {
        let mode = try first("PRAGMA journal_mode = WAL") { (row) throws(LedgerError) in try row.text(0) }
        guard mode == "wal" else {
          throw LedgerError.unreachable(uri: uri, cause: "its file system cannot share memory between processes")
        }
        return
      } catch .busy where attempt < Int(Self.patience) / 10 {
        usleep(10_000)
      } catch {
        throw error
      }
    }
  }

  private func applicationID() throws(LedgerError) -> Int32 {
    try first("PRAGMA application_id") { (row) throws(LedgerError) in Int32(truncatingIfNeeded: try row.integer(0)) }
      ?? 0
  }

  func begin(writing: Bool) throws(LedgerError) { try run(script: writing ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED") }
  func commit() throws(LedgerError) { try run(script: "COMMIT") }

  func rollBack() {
    // After some errors SQLite has rolled back already.
    if sqlite3_get_autocommit(connection) == 0 { sqlite3_exec(connection, "ROLLBACK", nil, nil, nil) }
  }

  func run(script: String) throws(LedgerError) {
    let status = sqlite3_exec(connection, script, nil, nil, nil)
    guard status == SQLITE_OK else { throw Self.error(status, uri: uri) }
  }

  func run(
    _ sql: String, _ parameters: [SQLValue], row: (SQLRow) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    // Statements over a list of values are different each time.
    let isKept = parameters.count <= 32
    let statement = try prepared(sql, isKept: isKept)
    defer {
      if isKept {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
      } else {
        sqlite3_finalize(statement)
      }
    }
    for (position, value) in parameters.enumerated() {
      let index = Int32(position + 1)
      let status: Int32
      switch value {
      case .null: status = sqlite3_bind_null(statement, index)
      case .integer(let number): status = sqlite3_bind_int64(statement, index, number)
      case .text(var text):
        status = text.withUTF8 { text in
          text.withMemoryRebound(to: CChar.self) { text in
            featurize_bind_text(statement, index, text.baseAddress, Int32(clamping: text.count))
          }
        }
      case .blob(let bytes):
        status = bytes.withUnsafeBytes {
          featurize_bind_blob(statement, index, $0.baseAddress, Int32(clamping: $0.count))
        }
      }
      guard status == SQLITE_OK else { throw Self.error(status, uri: uri) }
    }
    while true {
      let status = sqlite3_step(statement)
      switch status {
      case SQLITE_ROW:
        try row(
          SQLRow(values: (0..<sqlite3_column_count(statement)).map { Self.value(statement, $0) }, uri: uri))
      case SQLITE_DONE: return
      default: throw Self.error(status, uri: uri)
      }
    }
  }

  private func prepared(_ sql: String, isKept: Bool) throws(LedgerError) -> OpaquePointer {
    if let statement = statements[sql] {
      precondition(sqlite3_stmt_busy(statement) == 0, "a statement is not run again from within its own rows")
      return statement
    }
    var statement: OpaquePointer?
    // `$1` would be a name to SQLite, numbered by its first place in the text; `?1` is the first parameter.
    let status = sqlite3_prepare_v2(connection, sql.replacing("$", with: "?"), -1, &statement, nil)
    guard let statement, status == SQLITE_OK else { throw Self.error(status, uri: uri) }
    if isKept { statements[sql] = statement }
    return statement
  }

  private static func value(_ statement: OpaquePointer, _ column: Int32) -> SQLValue {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_TEXT:
      guard let text = sqlite3_column_text(statement, column) else { return .text("") }
      let count = Int(sqlite3_column_bytes(statement, column))
      return .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
    case SQLITE_BLOB:
      guard let bytes = sqlite3_column_blob(statement, column) else { return .blob([]) }
      let count = Int(sqlite3_column_bytes(statement, column))
      return .blob(Array(UnsafeRawBufferPointer(start: bytes, count: count)))
    default: return .null
    }
  }

  /// Pages of deleted rows are overwritten when they are freed; what they were still stands in the log until it is
  /// emptied.
  func purge() throws(LedgerError) {
    let isBusy = try first("PRAGMA wal_checkpoint(TRUNCATE)") { (row) throws(LedgerError) in try row.integer(0) }
    guard isBusy == 0 else { throw .busy(uri: uri) }
  }

  /// Without SQLite's message: it may quote a statement.
  private static func error(_ status: Int32, uri: String) -> LedgerError {
    let cause = String(cString: sqlite3_errstr(status))
    return switch status & 0xFF {
    case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged(uri: uri, problem: cause)
    case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: .unreachable(uri: uri, cause: cause)
    case SQLITE_BUSY, SQLITE_LOCKED: .busy(uri: uri)
    default: .failed(uri: uri, cause: "\(cause) (SQLite \(status))")
    }
  }

  private static func cause(_ number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    return buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }
}
