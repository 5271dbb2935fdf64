package import Configuration

/// Why something could not leave. Names paths, rows, columns and kinds, never what was found.
package enum EgressError: Error, Sendable, Equatable {
  /// The gate found personal data in an output. `row`: its 1-based number in the source.
  case personalData(output: String, column: String, row: Int, kind: FindingKind)
  /// In a text that is written whole, such as fitted state: at a JSON path.
  case personalDataInDocument(output: String, path: String, kind: FindingKind)
  /// A column of tokens holds something else.
  case notAToken(output: String, column: String, row: Int)
  /// `cause`: the system's words.
  case notWritten(path: String, cause: String)
  /// A file that was to be new is there already.
  case exists(path: String)
  /// Standard output's reader has gone.
  case closed
  /// The log to be scrubbed cannot be read.
  case notRead(cause: String)
  case scrubbedNotWritten(cause: String)
  /// The command to be wrapped does not start. `isFound`: whether there is a program of its name.
  case notStarted(command: String, cause: String, isFound: Bool)

  package var code: DiagnosticCode {
    switch self {
    case .personalData, .personalDataInDocument: .personalDataInOutput
    case .notAToken: .brokenToken
    case .notWritten, .exists: .outputNotWritten
    case .closed: .outputClosed
    case .notRead: .logNotRead
    case .scrubbedNotWritten: .scrubbedNotWritten
    case .notStarted: .commandNotStarted
    }
  }

  package var message: String {
    switch self {
    case .personalData(let output, let column, let row, let kind):
      "output `\(output)`: column `\(column)`, row \(row) holds what looks like \(kind.name)"
    case .personalDataInDocument(let output, let path, let kind):
      "`\(output)` holds what looks like \(kind.name) at \(path)"
    case .notAToken(let output, let column, let row):
      "output `\(output)`: column `\(column)`, row \(row) is not a token, though the column was tokenized"
    case .notWritten("-", let cause): "cannot write to standard output: \(cause)"
    case .notWritten(let path, let cause): "cannot write `\(path)`: \(cause)"
    case .exists(let path): "`\(path)` exists and is not overwritten"
    case .closed: "standard output was closed by its reader"
    case .notRead(let cause): "cannot read the log: \(cause)"
    case .scrubbedNotWritten(let cause): "cannot write the scrubbed log: \(cause)"
    case .notStarted(let command, let cause, _): "cannot start `\(command)`: \(cause)"
    }
  }

  package var help: String? {
    switch self {
    case .personalData(_, let column, _, _):
      "treat `\(column)` with a rule under privacy.rules, or set `privacy.on_egress: redact`"
    case .personalDataInDocument: "leave the column that it comes from out of the step, or treat it"
    case .notAToken: "leave tokenized columns unchanged by steps"
    case .notWritten("-", _): "check where standard output leads, or write to a file"
    case .notWritten: "check that the directory exists, may be written, and has room"
    case .exists: "name another file, or move this one away"
    case .closed: "no file was published either; read to the end, or write to a file"
    case .notRead: "check where standard input comes from"
    case .scrubbedNotWritten: "check where the output leads and that there is room"
    case .notStarted(_, _, isFound: false): "give the path of the program, or check PATH"
    case .notStarted: nil
    }
  }
}
