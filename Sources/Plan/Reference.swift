package import Configuration
import Privacy
import Transforms

/// What can be looked up: codes, transformers, treatments, kinds of personal data, and the schema of the language. Everything here is derived
/// from the definitions; the committed documents are these texts.
package enum Reference {
  package static var schema: JSON {
    PipelineSchema.make(
      transformers: Catalog.entries.map { .init(name: $0.name, schema: $0.schema, summary: $0.guide.summary) },
      treatments: Treatments.entries.map { .init(name: $0.name, schema: $0.schema, summary: $0.guide.summary) },
      detection: DetectionSettings.schema)
  }

  /// Everything that `explanation(of:)` knows.
  package static var subjects: [String] {
    Catalog.entries.map(\.name) + Treatments.entries.map(\.name) + Entity.allCases.map(\.rawValue)
      + DiagnosticCode.all.map(\.id)
  }

  package static func explanation(of subject: String) -> String? {
    if let entry = Catalog.entry(named: subject) { return transformer(entry) }
    if let entry = Treatments.entry(named: subject) { return treatment(entry) }
    if let entity = Entity(named: subject) { return explanation(of: entity) }
    return Explain.code(subject).map(Explain.text)
  }

  /// All subjects, each with its line.
  package static var index: String {
    "transformers\n" + Table(rows: Catalog.entries.map { [$0.name, $0.guide.summary] }).text(indent: 2)
      + "\nprivacy treatments\n" + Table(rows: Treatments.entries.map { [$0.name, $0.guide.summary] }).text(indent: 2)
      + "\npersonal data that is detected (docs/detection-entities.md)\n"
      + Table(rows: Entity.allCases.map { [$0.rawValue, $0.guide.countries.joined(separator: " ")] }).text(indent: 2)
      + "\ndiagnostics\n" + Table(rows: DiagnosticCode.all.map { [$0.id, $0.title] }).text(indent: 2)
  }

  /// `docs/transformers.md`.
  package static var transformersDocument: String {
    "# Transformers\n\nGenerated from the catalogue; `make docs` writes it anew.\n"
      + Catalog.entries.map { "\n## `\($0.name)`\n\n" + markdown($0) }.joined()
      + "\n# Privacy treatments\n"
      + Treatments.entries.map { entry in
        "\n## `\(entry.name)`\n\n\(entry.guide.summary)\n\n" + parameterTable(entry.parameters)
          + "\n**What it leaves.** \(entry.guide.leaves)\n\n```yaml\n\(entry.guide.example)\n```\n"
      }.joined()
  }

  private static func transformer(_ entry: CatalogEntry) -> String {
    let guide = entry.guide
    var text = "\(entry.name): \(guide.summary)\n"
    if let counterpart = guide.counterpart { text += "Same numbers as \(counterpart).\n" }
    text += "\nArguments\n" + parameters(entry.parameters)
    text += "\nFormula\n  \(guide.formula)\n  Source: \(guide.source)\n"
    text += "\nExample\n" + guide.example.split(separator: "\n").map { "  \($0)\n" }.joined()
    text += "\nFitted state\n  \(guide.reveals)\n"
    return text
  }

  private static func treatment(_ entry: TreatmentEntry) -> String {
    "\(entry.name): \(entry.guide.summary)\n\nArguments\n" + parameters(entry.parameters)
      + "\nExample\n  \(entry.guide.example)\n\nWhat it leaves\n  \(entry.guide.leaves)\n"
  }

  private static func parameters(_ parameters: [ParameterDocumentation]) -> String {
    guard !parameters.isEmpty else { return "  none\n" }
    return Table(rows: parameters.map { [$0.name, defaultText($0), $0.summary + bounds($0)] }).text(indent: 2)
  }

  private static func markdown(_ entry: CatalogEntry) -> String {
    let guide = entry.guide
    return guide.summary + (guide.counterpart.map { " Same numbers as `\($0)`." } ?? "") + "\n\n"
      + parameterTable(entry.parameters) + "\n**Formula.** \(guide.formula) Source: \(guide.source)\n\n"
      + "```yaml\n\(guide.example)\n```\n\n**Fitted state.** \(guide.reveals)\n"
  }

  private static func parameterTable(_ parameters: [ParameterDocumentation]) -> String {
    guard !parameters.isEmpty else { return "No arguments.\n" }
    return "| argument | default | meaning |\n|---|---|---|\n"
      + parameters.map { "| `\($0.name)` | \(defaultText($0)) | \($0.summary)\(bounds($0)) |\n" }.joined()
  }

  private static func defaultText(_ parameter: ParameterDocumentation) -> String {
    parameter.isRequired ? "required" : parameter.defaultValue?.line ?? "absent"
  }

  private static func bounds(_ parameter: ParameterDocumentation) -> String {
    parameter.bounds.isEmpty ? "" : " Must be \(parameter.bounds.joined(separator: " and "))."
  }
}
