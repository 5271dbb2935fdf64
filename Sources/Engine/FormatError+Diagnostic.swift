import Configuration
import Formats
import Plan

extension FormatError {
  /// What to tell of a file that cannot be read.
  func diagnostic(reading path: String) -> Diagnostic {
    let words = words
    return Diagnostic(words.code, at: .whole(path), words.message, help: words.help)
  }

  /// The same for a source, with the names that the contract knows.
  func diagnostics(for source: PlannedSource, header: [String]) -> [Diagnostic] {
    guard case .contractNotMet(let missing, let extra) = self else { return [diagnostic(reading: source.uri)] }
    var diagnostics = missing.map { name in
      // A similar name is not shown: the first line of a file without a header is data.
      let isNear = Spelling.nearest(to: name, among: header) != nil
      return Diagnostic(
        .missingColumns, at: .data(source: source.name, row: nil, column: name),
        "the file has no column `\(name)`",
        help: isNear
          ? "it has one with a similar name: compare the spelling"
          : "check the delimiter and the header, or declare `missing_columns: null`")
    }
    if !extra.isEmpty {
      let positions = extra.map(String.init).joined(separator: ", ")
      diagnostics.append(
        Diagnostic(
          .extraColumns, at: .data(source: source.name, row: nil, column: nil),
          "the contract does not name the file's \(extra.count == 1 ? "column" : "columns") \(positions)",
          help: "name them in the contract, or declare `extra_columns: drop`"))
    }
    return diagnostics
  }

  private var words: (code: DiagnosticCode, message: String, help: String?) {
    switch self {
    case .notFound:
      (.sourceNotFound, "there is no such file", "check the path; relative paths start in the working directory")
    case .permissionDenied: (.sourceNotReadable, "the file may not be read", "check its owner and mode")
    case .isDirectory: (.sourceIsDirectory, "this is a directory", "name a file")
    case .unreadable(let number): (.sourceNotReadable, "the system cannot read the file (error \(number))", nil)
    case .truncated(let compression):
      (.sourceTruncated, "the \(compression.rawValue) data end too early", "copy the file again")
    case .corrupt(let compression):
      (.sourceCorrupt, "the \(compression.rawValue) data are damaged", "copy the file again")
    case .tooLarge(let limit):
      (.sourceTooLarge, "it holds more than \(limit) bytes", "raise --memory, or give an uncompressed file")
    case .changed: (.sourceChanged, "the file changed while it was read", "wait until it is complete")
    case .outOfMemory: (.sourceTooLarge, "there is not enough memory", nil)
    case .empty: (.sourceEmpty, "the file is empty: it has no header", nil)
    case .notUTF8: (.sourceNotUTF8, "the file is UTF-16 or UTF-32", "convert it to UTF-8")
    case .headerTooLong(let limit):
      (.headerInvalid, "the header is longer than \(limit) bytes", "check the quotes of the first line")
    case .headerOpenQuote: (.headerInvalid, "a quote of the header is never closed", nil)
    case .badHeader(let column): (.headerInvalid, "the name of column \(column) is no text", nil)
    case .duplicateColumn(let first, let second):
      (.duplicateColumns, "columns \(first) and \(second) have the same name", nil)
    case .contractNotMet: (.missingColumns, "the columns are not those of the contract", nil)
    case .recordTooLong(let record, let limit):
      (.rowTooLarge, "row \(record) is longer than \(limit) bytes", "a quote is probably never closed")
    case .badDelimiter: (.delimiterInvalid, "the delimiter is no single ASCII character", nil)
    }
  }
}

extension InvalidRecord.Rule {
  var code: DiagnosticCode {
    switch self {
    case .wrongType: .valueOfWrongType
    case .missing: .valueMissing
    case .belowMinimum: .valueBelowMinimum
    case .aboveMaximum: .valueAboveMaximum
    case .notAllowed: .valueNotAllowed
    case .ragged: .rowRagged
    case .badUTF8: .textNotUTF8
    case .nulByte: .textHasNUL
    case .openQuote: .quoteOpen
    case .badQuote: .quoteMisplaced
    case .fieldTooLarge: .fieldTooLarge
    case .recordTooLarge: .rowTooLarge
    case .badJSON: .lineNotJSON
    case .extraMember: .memberNotNamed
    case .untreatable: .untreatableValue
    case .repeated: .keyDuplicated
    }
  }
}
