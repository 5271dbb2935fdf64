/// Turns diagnostics into text for a person, an editor, GitHub, or a code-scanning service.
package struct DiagnosticRenderer: Sendable {
  package enum Format: String, Sendable, CaseIterable { case text, json, github, sarif }

  private let format: Format
  private let usesColour: Bool
  private let version: String
  private let sources: [String: SourceText]

  /// - Parameters:
  ///   - sources: the files that excerpts are taken from.
  ///   - usesColour: only looked at for `text`.
  ///   - version: of featurize, for SARIF.
  package init(_ format: Format, sources: [SourceText] = [], usesColour: Bool = false, version: String) {
    self.format = format
    self.usesColour = usesColour
    self.version = version
    self.sources = Dictionary(sources.map { ($0.file, $0) }) { first, _ in first }
  }

  /// The whole report, with a newline at its end; empty for an empty list in the formats made of lines.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    switch format {
    case .text:
      let text = TextReport(sources: sources, usesColour: usesColour)
      return diagnostics.map(text.render).joined(separator: "\n")
    case .json: return JSON.array(diagnostics.map(\.report)).pretty
    case .github: return diagnostics.map(GitHubReport.line).joined()
    case .sarif: return SARIFReport.log(diagnostics, version: version).pretty
    }
  }
}

extension Diagnostic {
  /// One object of `--format json`. Every key is always there; what does not apply is null.
  fileprivate var report: JSON {
    var file = JSON.null
    var line = JSON.null, column = JSON.null, length = JSON.null
    var source = JSON.null, row = JSON.null, dataColumn = JSON.null
    switch place {
    case .file(let name, let span):
      file = .string(name)
      (line, column, length) = (.int(Int64(span.line)), .int(Int64(span.column)), .int(Int64(span.length)))
    case .data(let name, let number, let of):
      source = .string(name)
      row = number.map { .int(Int64($0)) } ?? .null
      dataColumn = of.map { .string($0) } ?? .null
    case .whole(let name): file = .string(name)
    }
    return [
      "code": .string(code.id), "severity": .string(severity.rawValue), "title": .string(code.title),
      "message": .string(message), "help": help.map { .string($0) } ?? .null, "file": file, "line": line,
      "column": column, "length": length, "source": source, "row": row, "source_column": dataColumn,
    ]
  }
}
