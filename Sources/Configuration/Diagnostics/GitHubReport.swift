/// Workflow commands that GitHub shows beside the changed lines.
///
/// Source: github.com/actions/toolkit, packages/core/src/command.ts, for the escapes.
enum GitHubReport {
  static func line(_ diagnostic: Diagnostic) -> String {
    let command =
      switch diagnostic.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    var properties: [(name: String, value: String)] = []
    var message = diagnostic.message
    switch diagnostic.place {
    case .file(let file, let span):
      properties = [
        ("file", file), ("line", String(span.line)), ("col", String(span.column)),
        ("endColumn", String(span.column + span.length)),
      ]
    case .data(let source, let row, let column):
      message = [source, row.map { String($0) }, column].compactMap { $0 }.joined(separator: ":") + ": " + message
    case .whole(let name): message = "\(name): \(message)"
    }
    properties.append(("title", "\(diagnostic.code.id): \(diagnostic.code.title)"))
    if let help = diagnostic.help { message += "\nhelp: \(help)" }
    let list = properties.map { "\($0.name)=\(escapedProperty($0.value))" }.joined(separator: ",")
    return "::\(command) \(list)::\(escaped(message))\n"
  }

  private static func escaped(_ text: String) -> String {
    replacing(["%": "%25", "\r": "%0D", "\n": "%0A"], in: text)
  }

  private static func escapedProperty(_ text: String) -> String {
    replacing(["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"], in: text)
  }

  /// By scalars: Swift counts CR LF as one character.
  private static func replacing(_ table: [Unicode.Scalar: String], in text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if let replacement = table[scalar] { result += replacement } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }
}
