package import Configuration
package import Privacy

/// Why the ledger cannot be used. Names locations, numbers and causes; never a value that it holds.
package enum LedgerError: Error, Sendable, Equatable {
  /// `cause`: the database's or the system's words.
  case unreachable(uri: String, cause: String)
  /// A ledger is expected to be there.
  case absent(uri: String)
  /// `mode`: the permission bits found.
  case exposed(path: String, mode: UInt32)
  case damaged(uri: String, problem: String)
  /// A database of something else.
  case foreign(uri: String)
  /// `version`: of its schema.
  case newer(uri: String, version: Int)
  /// Another process has been writing for too long.
  case busy(uri: String)
  /// `cause`: a code of the database, without the values of the statement.
  case failed(uri: String, cause: String)
  /// This build has no PostgreSQL.
  case withoutPostgreSQL(uri: String)
  /// Written to without a key ring.
  case noKeys(uri: String)
  case unknownRun(id: String, uri: String)
  /// Nothing of a damaged file can be read.
  case lost(uri: String)
  case privacy(PrivacyError)

  package var code: DiagnosticCode {
    switch self {
    case .unreachable, .absent: .ledgerUnreachable
    case .exposed: .ledgerExposed
    case .damaged, .lost: .ledgerDamaged
    case .foreign: .ledgerForeign
    case .newer: .ledgerNewer
    case .busy: .ledgerBusy
    case .failed: .ledgerFailed
    case .withoutPostgreSQL: .ledgerWithoutPostgreSQL
    case .noKeys: .ledgerKeys
    case .unknownRun: .ledgerUnknownRun
    case .privacy(let error): error.code
    }
  }

  package var message: String {
    switch self {
    case .unreachable(let uri, let cause): "the ledger `\(uri)` cannot be opened: \(cause)"
    case .absent(let uri): "there is no ledger `\(uri)`"
    case .exposed(let path, let mode):
      "the ledger `\(path)` is open to others: its mode is 0\(String(mode, radix: 8))"
    case .damaged(let uri, let problem): "the ledger `\(uri)` is damaged: \(problem)"
    case .foreign(let uri): "`\(uri)` is a database, but no ledger"
    case .newer(let uri, let version): "the ledger `\(uri)` was written by a later version: its schema is \(version)"
    case .busy(let uri): "the ledger `\(uri)` is being written by another process, which does not end"
    case .failed(let uri, let cause): "the ledger `\(uri)` refused a statement: \(cause)"
    case .withoutPostgreSQL(let uri): "the ledger `\(uri)` needs PostgreSQL, which this build of featurize leaves out"
    case .noKeys(let uri): "the ledger `\(uri)` is written only with the key ring at hand"
    case .unknownRun(let id, let uri): "the ledger `\(uri)` has no run `\(id)`"
    case .lost(let uri): "nothing can be read of the ledger `\(uri)`; it was left as it is"
    case .privacy(let error): error.message
    }
  }

  package var help: String? {
    switch self {
    case .unreachable:
      "name a place that can be written with `ledger: {uri: …}`, or do without one with `ledger: {uri: none}`: people "
        + "can then not be looked up or erased"
    case .absent: "a run makes it; check the path"
    case .exposed(let path, _): "chmod 600 \(path)"
    case .damaged(let uri, _):
      "`featurize ledger repair --ledger \(uri) --key FILE` takes over what can still be read; or restore a backup"
    case .foreign: "name another file, or another database, with `ledger: {uri: …}`"
    case .newer: "use a newer featurize"
    case .busy: "wait for the other process, or end it: nothing is lost by that"
    case .failed: "check the rights of the database's user, and that its disk is not full"
    case .withoutPostgreSQL:
      "use a build with PostgreSQL (`swift build -c release`), which is not static, or a file as the ledger"
    case .noKeys: "give the key ring with --key"
    case .unknownRun: "`featurize ledger list` shows the runs"
    case .lost: "restore a backup; a new ledger would know none of the files and none of the people to forget"
    case .privacy(let error): error.help
    }
  }
}
