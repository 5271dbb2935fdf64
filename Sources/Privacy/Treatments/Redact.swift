package import Columns
package import Configuration

/// Replaces personal data inside text by labels.
package struct Redact: Treatment {
  /// What can be asked for, in the words of a pipeline.
  package enum Kind: String, ParameterWord {
    case email, phone, card, iban, ip, mac, secret
    case nationalId = "national_id"

    var entities: Set<Entity> {
      switch self {
      case .email: [.email]
      case .phone: [.phone]
      case .card: [.creditCard]
      case .iban: [.iban]
      case .ip: [.ipv4, .ipv6]
      case .mac: [.mac]
      case .secret: Entity.secrets
      case .nationalId: [.usSocialSecurity, .swissSocialSecurity, .passport]
      }
    }
  }

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

  package var kinds = Kind.allCases

  package init() {}

  package static let parameters: [Parameter<Redact>] = [
    .init("entities", \.kinds, "What is replaced.", .notEmpty)
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
    Scrub(scrubber: Scrubber(entities: kinds.reduce(into: []) { $0.formUnion($1.entities) }))
  }

  private struct Scrub: ColumnTreatment {
    let scrubber: Scrubber

    func apply(_ column: Column) -> TreatedColumn { TreatedColumn(scrubber.redact(column)) }
  }
}
