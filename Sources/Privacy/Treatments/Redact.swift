package import Columns
package import Configuration

/// Replaces personal data inside text by labels.
package struct Redact: Treatment {
  package static let name = "redact"
  package static let guide = TreatmentGuide(
    summary:
      "Replaces e-mail addresses, phone numbers, account numbers and secrets inside text by labels such as `[EMAIL]`.",
    leaves: """
      Everything that no detector of patterns can know: names, places, what happened to whom. The text is safe from \
      copied identifiers, not anonymous. Sensitivity: quasi-identifier. Columns that are a name or another direct \
      identifier, and special categories, are refused.
      """,
    example: "{id: notes, use: redact, columns: [notes], with: {entities: [email, phone, iban, card]}}")

  package var entities: [EntityWord]?

  package init() {}

  package static let parameters: [Parameter<Redact>] = [
    .init(
      "entities", \.entities,
      "What is replaced besides `privacy.patterns`, by groups or single entities; if absent, all that `privacy.detect` looks for.",
      .notEmpty)
  ]

  package func output(of field: Field, pii: String?) throws(TreatmentError) -> Field? {
    guard field.type == .string || field.type == .category || field.type == .text else {
      throw .wrongType(column: field.name, expected: "text, string or category", found: field.type)
    }
    guard field.sensitivity == .freeText || field.sensitivity <= .pseudonym else {
      throw .tooWeak(
        column: field.name, sensitivity: field.sensitivity, treatment: Self.name, enough: "tokenize or drop")
    }
    var field = field
    if field.sensitivity == .freeText { field.sensitivity = .quasi }
    return field
  }

  package func prepare(
    _ field: Field, pii: String?, keys: KeyAccess
  ) throws(PrivacyError) -> any ColumnTreatment {
    let detection = keys.detection
    let chosen = entities.map { words in
      DetectionPolicy(
        exactly: words.reduce(into: []) { $0.formUnion($1.entities(in: detection.countries)) },
        countries: detection.countries, minimumScore: detection.minimumScore
      ).adding(detection.patterns)
    }
    let scrubber = Scrubber(chosen ?? detection)
    return Scrub(scrubber: scrubber, context: scrubber.scanner.context(ofField: field.name))
  }

  private struct Scrub: ColumnTreatment {
    let scrubber: Scrubber
    let context: FieldContext

    func apply(_ column: Column) -> TreatedColumn { TreatedColumn(scrubber.redact(column, field: context)) }
  }
}
