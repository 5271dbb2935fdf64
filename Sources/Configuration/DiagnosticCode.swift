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

  /// Every code, by number.
  package static let all: [DiagnosticCode] = [language, planning, privacy, data, runtime, keys, transforms].flatMap { $0 }
}
