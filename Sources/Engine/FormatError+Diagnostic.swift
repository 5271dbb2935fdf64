import Configuration
import Formats
import Plan

extension FormatError {
  /// What to tell of a file that cannot be read.
  func diagnostic(reading path: String) -> Diagnostic {
    let (code, message, help) = words
    return Diagnostic(code, at: .whole(path), message, help: help)
  }

  /// The same for the plan's source, with the names that the contract knows.
  func diagnostic(for plan: Plan, header: [String]) -> Diagnostic {
    guard case .contractNotMet(let missing, let extra) = self else { return diagnostic(reading: plan.source.uri) }
    var problems: [String] = []
    if !missing.isEmpty { problems.append("lacks \(missing.map { "`\($0)`" }.joined(separator: ", "))") }
    if !extra.isEmpty {
      // Not their names: the first line of a file without a header is data.
      problems.append("has columns that the contract does not name (\(extra.map(String.init).joined(separator: ", ")))")
    }
    let isNear = missing.contains { Spelling.nearest(to: $0, among: header) != nil }
    return Diagnostic(
      .contractNotMet, at: .whole(plan.source.uri), "the source `\(plan.source.name)` \(problems.joined(separator: " and "))",
      help: isNear
        ? "the file has columns with similar names: compare the spelling"
        : "check the delimiter and the header, or declare `missing_columns: null` or `extra_columns: drop`")
  }

  private var words: (DiagnosticCode, String, String?) {
    switch self {
    case .notFound: (.cannotRead, "there is no such file", "check the path; relative paths start in the working directory")
    case .permissionDenied: (.cannotRead, "the file may not be read", "check its owner and mode")
    case .isDirectory: (.cannotRead, "this is a directory", "name a file")
    case .unreadable(let number): (.cannotRead, "the system cannot read the file (error \(number))", nil)
    case .truncated(let compression): (.damagedFile, "the \(compression.rawValue) data end too early", "copy the file again")
    case .corrupt(let compression): (.damagedFile, "the \(compression.rawValue) data are damaged", "copy the file again")
    case .tooLarge(let limit):
      (.outOfMemoryBudget, "it holds more than \(limit) bytes", "raise --memory, or give an uncompressed file")
    case .changed: (.damagedFile, "the file changed while it was read", "wait until it is complete")
    case .outOfMemory: (.outOfMemoryBudget, "there is not enough memory", nil)
    case .empty: (.badHeader, "the file is empty: it has no header", nil)
    case .notUTF8: (.badText, "the file is UTF-16 or UTF-32", "convert it to UTF-8")
    case .headerTooLong(let limit): (.badHeader, "the header is longer than \(limit) bytes", "check the quotes of the first line")
    case .headerOpenQuote: (.badHeader, "a quote of the header is never closed", nil)
    case .badHeader(let column): (.badHeader, "the name of column \(column) is no text", nil)
    case .duplicateColumn(let first, let second): (.badHeader, "columns \(first) and \(second) have the same name", nil)
    case .contractNotMet: (.contractNotMet, "the columns are not those of the contract", nil)
    case .badDelimiter: (.badHeader, "the delimiter is no single ASCII character", nil)
    }
  }
}

extension InvalidRecord.Rule {
  var code: DiagnosticCode {
    switch self {
    case .wrongType: .wrongDataType
    case .missing: .missingData
    case .belowMinimum, .aboveMaximum: .outOfBounds
    case .notAllowed: .notAllowed
    case .ragged: .ragged
    case .badUTF8, .nulByte: .badText
    case .openQuote, .badQuote: .badQuoting
    case .fieldTooLarge, .recordTooLarge: DiagnosticCode.fieldTooLarge
    case .untreatable: .untreatableValue
    case .repeated: .notUnique
    }
  }
}
