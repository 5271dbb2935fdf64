/// What `featurize explain CODE` prints, and the page of all codes in the documentation.
package enum Explain {
  /// The code with this id, in any case of letters, or `nil`.
  package static func code(_ id: String) -> DiagnosticCode? {
    let id = id.uppercased()
    return DiagnosticCode.all.first { $0.id == id }
  }

  /// The nearest known id to one that is not known.
  package static func suggestion(for id: String) -> String? {
    Spelling.nearest(to: id.uppercased(), among: DiagnosticCode.all.map(\.id))
  }

  /// Id, title and explanation, wrapped at 80 columns.
  package static func text(_ code: DiagnosticCode) -> String {
    "\(code.id): \(code.title)\n\n\(wrapped(code.explanation))\n"
  }

  /// Every id with its title, a line each.
  package static var list: String {
    DiagnosticCode.all.map { "\($0.id)  \($0.title)\n" }.joined()
  }

  /// `docs/diagnostics.md`.
  package static var page: String {
    var page = """
      # Diagnostics

      Every message of featurize has a code; `featurize explain CODE` prints what stands here. A message never holds a
      value of the data. This page is generated from `Sources/Configuration/Codes`: do not edit it.

      """
    for group in DiagnosticCode.groups where !group.codes.isEmpty {
      page += "\n## \(group.title)\n"
      for code in group.codes { page += "\n### \(code.id): \(code.title)\n\n\(wrapped(code.explanation, at: 120))\n" }
    }
    return page
  }

  private static func wrapped(_ text: String, at width: Int = 80) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " " + word
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
