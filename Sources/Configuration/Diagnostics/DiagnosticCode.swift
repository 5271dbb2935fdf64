/// The identity of a kind of diagnostic: what `featurize explain CODE` explains. The lists are the table of contents;
/// numbers are never reused.
package struct DiagnosticCode: Sendable, Hashable {
  /// `F` and four digits.
  package let id: String
  /// A few words for a rule list (SARIF, `featurize explain`).
  package let title: String
  /// What leads to it and how to mend it; a paragraph of plain text.
  package let explanation: String

  package init(_ id: String, _ title: String, _ explanation: String) {
    self.id = id
    self.title = title
    self.explanation = explanation
  }

  /// The groups, by number: the first two digits of an id are its group.
  static let groups: [(title: String, codes: [DiagnosticCode])] = unordered.map { title, codes in
    (title, codes.sorted { $0.id < $1.id })
  }

  private static let unordered: [(title: String, codes: [DiagnosticCode])] = [
    ("F01: the pipeline language", language), ("F02: the graph of columns and steps", planning),
    ("F03: privacy", privacy + tokens + release + scrubbing + memory), ("F04: the content of sources", data),
    ("F05: running", runtime), ("F06: key rings", keys),
    ("F07: transformers, expressions, looking at data", transforms + scanning),
    ("F08: the ledger, look-ups, erasure and the audit chain", ledger + erasure),
  ]

  /// Every code, by number.
  package static let all: [DiagnosticCode] = groups.flatMap(\.codes)
}
