/// Diagnostics for a person at a terminal: what, where with the line and a caret, what to do.
struct TextReport {
  let sources: [String: SourceText]
  let usesColour: Bool

  func render(_ diagnostic: Diagnostic) -> String {
    let heading = paint("\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]", diagnostic.severity.colour)
    var lines = ["\(heading): \(paint(Terminal.safe(diagnostic.message), .bold))"]
    var gutter = 1
    switch diagnostic.place {
    case .file(let file, let span):
      let number = String(span.line)
      gutter = number.count
      lines.append("\(margin(gutter))\(paint("-->", .blue)) \(Terminal.safe(diagnostic.place.description))")
      if let excerpt = Excerpt(span, in: sources[file]) {
        lines.append(bar(gutter))
        lines.append("\(paint("\(number) |", .blue)) \(excerpt.text)")
        let carets = String(repeating: "^", count: excerpt.caretWidth)
        lines.append(
          "\(bar(gutter)) \(margin(excerpt.caretColumn))\(paint(carets, diagnostic.severity.colour))")
      }
    case .data, .whole:
      lines.append("\(margin(gutter))\(paint("-->", .blue)) \(Terminal.safe(diagnostic.place.description))")
    }
    if let help = diagnostic.help { lines.append(note(gutter, "help", Terminal.safe(help))) }
    lines.append(note(gutter, "explain", "featurize explain \(diagnostic.code.id)"))
    return lines.joined(separator: "\n") + "\n"
  }

  private func note(_ gutter: Int, _ name: String, _ text: String) -> String {
    "\(margin(gutter)) \(paint("=", .blue)) \(paint("\(name):", .bold)) \(text)"
  }

  private func bar(_ gutter: Int) -> String { "\(margin(gutter)) \(paint("|", .blue))" }

  private func margin(_ width: Int) -> String { String(repeating: " ", count: width) }

  enum Colour: String {
    case red = "31;1"
    case yellow = "33;1"
    case blue = "34;1"
    case bold = "1"
  }

  private func paint(_ text: String, _ colour: Colour) -> String {
    usesColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension Diagnostic.Severity {
  fileprivate var colour: TextReport.Colour {
    switch self {
    case .error: .red
    case .warning: .yellow
    case .note: .blue
    }
  }
}
