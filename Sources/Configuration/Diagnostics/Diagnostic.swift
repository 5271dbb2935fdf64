/// What is wrong, where, and what to do about it; never a cell value.
package struct Diagnostic: Sendable, Equatable {
  package enum Severity: String, Sendable, Comparable {
    case note, warning, error

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// Where it is wrong.
  package enum Place: Sendable, Equatable {
    /// In a file that a person wrote.
    case file(String, SourceSpan)
    /// In data: a source's name, the 1-based row without the header, the column's name.
    case data(source: String, row: Int?, column: String?)
    /// In a whole file, or in the command itself.
    case whole(String)
  }

  package var code: DiagnosticCode
  package var severity: Severity
  package var place: Place
  /// One sentence, without a full stop.
  package var message: String
  /// What to do, without a full stop.
  package var help: String?

  package init(
    _ code: DiagnosticCode, at place: Place, _ message: String, help: String? = nil, severity: Severity = .error
  ) {
    self.code = code
    self.place = place
    self.message = message
    self.help = help
    self.severity = severity
  }
}

/// Diagnostics leave a room as an error when nothing more can be done; each list holds at least one error.
package struct DiagnosticError: Error, Sendable, Equatable {
  package let diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) {
    precondition(diagnostics.contains { $0.severity == .error })
    self.diagnostics = diagnostics
  }

  package init(_ diagnostic: Diagnostic) { self.init([diagnostic]) }
}

extension [Diagnostic] {
  /// In the order in which a reader meets them: by line and column, those of no file first; otherwise as they came.
  package var sortedByPlace: [Diagnostic] {
    enumerated().sorted { ($0.element.place.order, $0.offset) < ($1.element.place.order, $1.offset) }.map(\.element)
  }
}

extension Diagnostic.Place {
  /// A file of fewer than 2³² lines and columns, which the reader's size cap assures.
  fileprivate var order: Int {
    switch self {
    case .file(_, let span): span.line << 32 | span.column
    case .data, .whole: 0
    }
  }
}

extension Diagnostic.Place {
  /// `file:line:column`, `source:row:column` with what is known of it, or the file.
  package var description: String {
    switch self {
    case .file(let file, let span): "\(file):\(span.line):\(span.column)"
    case .data(let source, let row, let column):
      [source, row.map(String.init), column].compactMap(\.self).joined(separator: ":")
    case .whole(let name): name
    }
  }
}
