#if PostgreSQL
  import CPostgreSQL
  import Glibc

  /// A ledger in a PostgreSQL database, by libpq; in a schema of its own, `featurize`, so that it can share a database.
  ///
  /// `@unchecked Sendable`: the ledger's lock lets one thread at a time use it.
  final class PostgreSQLDatabase: LedgerDatabase, @unchecked Sendable {
    let dialect = SQLDialect.postgreSQL
    private let uri: String
    private let connection: OpaquePointer

    /// - Parameters:
    ///   - password: the environment variable that holds it; its value is handed from the environment to libpq.
    ///   - mayMake: whether the schema is made if it is not there.
    init(uri: String, password: String?, mayMake: Bool) throws(LedgerError) {
      self.uri = uri
      var secret: UnsafeMutablePointer<CChar>?
      if let password {
        secret = getenv(password)
        guard secret != nil else { throw .unreachable(uri: uri, cause: "the variable `\(password)` is not set") }
      }
      guard let connection = Self.connect(uri, password: secret) else {
        throw .unreachable(uri: uri, cause: "there is no memory for a connection")
      }
      self.connection = connection
      // By default libpq writes notices to standard error.
      PQsetNoticeProcessor(connection, { _, _ in }, nil)
      guard PQstatus(connection) == CONNECTION_OK else {
        throw .unreachable(uri: uri, cause: Self.firstLine(PQerrorMessage(connection)))
      }
      try run(script: "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on")
      let isThere = try first("SELECT 1 FROM pg_namespace WHERE nspname = 'featurize'") { _ in true }
      if isThere == nil {
        guard mayMake else { throw .absent(uri: uri) }
        try begin(writing: true)
        do throws(LedgerError) {
          try run(script: "CREATE SCHEMA IF NOT EXISTS featurize")
          try commit()
        } catch {
          rollBack()
          throw error
        }
      }
      try run(script: "SET search_path = featurize")
    }

    deinit { PQfinish(connection) }

    /// What the location says wins over the first two, and loses to the others.
    private static func connect(_ uri: String, password: UnsafeMutablePointer<CChar>?) -> OpaquePointer? {
      let names: [String] = ["connect_timeout", "fallback_application_name", "dbname", "password"]
      let keywords: [UnsafeMutablePointer<CChar>?] = names.map { strdup($0) }
      let own: [String] = ["10", "featurize", uri]
      let values: [UnsafeMutablePointer<CChar>?] = own.map { strdup($0) }
      defer { for pointer in keywords + values { free(pointer) } }
      let given = values + (password == nil ? [] : [password])
      func list(_ pointers: some Sequence<UnsafeMutablePointer<CChar>?>) -> [UnsafePointer<CChar>?] {
        pointers.map { $0.map { UnsafePointer($0) } } + [nil]
      }
      return PQconnectdbParams(list(keywords.prefix(given.count)), list(given), 1)
    }

    func begin(writing: Bool) throws(LedgerError) {
      guard writing else { return try run(script: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") }
      // The lock makes one writer at a time; what a statement sees is what is there once it is held.
      try run(script: "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '30s'")
      do throws(LedgerError) {
        try run("SELECT pg_advisory_xact_lock($1)", .integer(Int64(LedgerSchema.applicationID)))
      } catch {
        rollBack()
        throw error
      }
    }

    func commit() throws(LedgerError) { try run(script: "COMMIT") }

    func rollBack() {
      if PQtransactionStatus(connection) != PQTRANS_IDLE { PQclear(PQexec(connection, "ROLLBACK")) }
    }

    func run(script: String) throws(LedgerError) {
      guard let result = PQexec(connection, script) else { throw lost() }
      defer { PQclear(result) }
      try check(result)
    }

    func run(
      _ sql: String, _ parameters: [SQLValue], row: (SQLRow) throws(LedgerError) -> Void
    ) throws(LedgerError) {
      guard Self.send(sql, parameters, on: connection) else { throw lost() }
      // Row by row: a result may be larger than memory.
      PQsetSingleRowMode(connection)
      var failure: LedgerError?
      while let result = PQgetResult(connection) {
        defer { PQclear(result) }
        guard failure == nil else { continue }
        do throws(LedgerError) {
          try check(result)
          for index in 0..<PQntuples(result) { try row(try self.row(result, index)) }
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
    }

    /// Values travel in binary: no text form has to be made, quoted or read, and none is cut at a zero byte.
    private static func send(_ sql: String, _ parameters: [SQLValue], on connection: OpaquePointer) -> Bool {
      var types: [Oid] = [], bytes: [UInt8] = [], places: [Range<Int>?] = []
      for parameter in parameters {
        let start = bytes.count
        switch parameter {
        case .null:
          types.append(0)
          places.append(nil)
          continue
        case .integer(let number):
          types.append(OID.int8)
          withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        case .text(let text):
          types.append(OID.text)
          bytes.append(contentsOf: text.utf8)
        case .blob(let blob):
          types.append(OID.bytea)
          bytes.append(contentsOf: blob)
        }
        places.append(start..<bytes.count)
      }
      bytes.append(0)  // memory to point to, also for empty values
      return bytes.withUnsafeBufferPointer { bytes in
        bytes.withMemoryRebound(to: CChar.self) { bytes in
          PQsendQueryParams(
            connection, sql, Int32(parameters.count), types,
            places.map { place in place.map { bytes.baseAddress! + $0.lowerBound } },
            places.map { Int32(clamping: $0?.count ?? 0) }, places.map { _ in 1 }, 1) == 1
        }
      }
    }

    private func row(_ result: OpaquePointer, _ index: Int32) throws(LedgerError) -> SQLRow {
      var values: [SQLValue] = []
      for column in 0..<PQnfields(result) {
        guard PQgetisnull(result, index, column) == 0, let start = PQgetvalue(result, index, column) else {
          values.append(.null)
          continue
        }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, index, column)))
        switch PQftype(result, column) {
        case OID.int2, OID.int4, OID.int8:
          let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
          let unused = 64 - 8 * bytes.count
          values.append(.integer(Int64(bitPattern: number << unused) >> unused))
        case OID.text, OID.varchar, OID.name: values.append(.text(String(decoding: bytes, as: UTF8.self)))
        case OID.bytea: values.append(.blob(Array(bytes)))
        default: values.append(.null)
        }
      }
      return SQLRow(values: values, uri: uri)
    }

    func purge() throws(LedgerError) {
      for table in LedgerSchema.tables { try run(script: "VACUUM \(table)") }
    }

    private func check(_ result: OpaquePointer) throws(LedgerError) {
      switch PQresultStatus(result) {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_EMPTY_QUERY: return
      default: break
      }
      // The server's message may quote values; its code does not.
      guard let field = PQresultErrorField(result, Int32(UInt8(ascii: "C"))) else { throw lost() }
      switch String(cString: field) {
      case "55P03": throw .busy(uri: uri)
      case "XX001", "XX002": throw .damaged(uri: uri, problem: "the server reports corruption")
      case "57P01", "57P02", "57P03": throw .unreachable(uri: uri, cause: "the server was shut down")
      case "42501": throw .failed(uri: uri, cause: "the user lacks a right (PostgreSQL 42501)")
      case let code: throw .failed(uri: uri, cause: "PostgreSQL \(code)")
      }
    }

    private func lost() -> LedgerError { .unreachable(uri: uri, cause: "the connection to the server was lost") }

    /// Of a failed connection: names host, user and database, never a password.
    private static func firstLine(_ message: UnsafePointer<CChar>?) -> String {
      guard let message else { return "no answer" }
      let lines = String(cString: message).split(whereSeparator: \.isNewline)
      return lines.first.map(String.init) ?? "no answer"
    }

    /// Numbers of types, from `pg_type.dat`.
    private enum OID {
      static let bytea: Oid = 17, name: Oid = 19, int8: Oid = 20, int2: Oid = 21, int4: Oid = 23, text: Oid = 25
      static let varchar: Oid = 1043
    }
  }
#endif
