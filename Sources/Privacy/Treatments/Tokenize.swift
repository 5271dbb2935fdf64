package import Columns
package import Configuration

/// Replaces each value by its token, under a key.
package struct Tokenize: Treatment {
  package enum Canonical: String, ParameterWord { case auto, text, id, email, phone }
  package enum Invalid: String, ParameterWord {
    case reject
    case tokenAsRaw = "token_as_raw"
  }

  package static let name = "tokenize"
  package static let guide = TreatmentGuide(
    summary: "Replaces each value by a token that only the holder of the key can compute.",
    leaves: """
      Equal values have equal tokens within a domain, so rows still join and counts per person stay; on columns of few \
      values the counts themselves give values away. For whoever holds the key a token is personal data (GDPR Art. 4(5)). \
      Sensitivity: pseudonym.
      """,
    example: "{id: key, use: tokenize, columns: [customer_id], with: {domain: customer, key: pii_key}}")

  package var domain = ""
  package var secret: Located<String>?
  package var canonical = Canonical.auto
  package var onInvalid = Invalid.reject

  package init() {}

  package static let parameters: [Parameter<Tokenize>] = [
    .init(
      "domain", \.domain, "Tokens join within a domain and nowhere else; small letters, digits and `_`.",
      required: true, .notEmpty),
    .init("key", \.secret, "The key ring's name under `secrets:`.", required: true),
    .init(
      "canonical", \.canonical,
      "How spellings of one value are made equal; `auto` goes by `pii:` and takes `text` where that says nothing."),
    .init(
      "on_invalid", \.onInvalid,
      "A value without canonical form makes its row invalid, or is tokenized as it stands."),
  ]

  package var key: Located<String>? { secret }

  package func output(of field: Field, pii: String?) throws(TreatmentError) -> Field? {
    guard Token.isDomain(domain) else {
      throw .badArgument(
        parameter: "domain",
        problem: "must be a small letter, then small letters, digits and single `_`, at most \(Token.domainLimit)")
    }
    var field = field
    field.type = field.type == .category ? .category : .string
    field.sensitivity = .pseudonym
    return field
  }

  package func prepare(
    _ field: Field, pii: String?, keys: KeyAccess
  ) throws(PrivacyError) -> any ColumnTreatment {
    guard let secret else { preconditionFailure("`key` is required") }
    let tokenizer = try keys.keyRing(secret.value).tokenizer(
      tenant: keys.tenant, domain: domain, form: form(pii: pii))
    return Tokens(tokenizer: tokenizer, tokenAsRaw: onInvalid == .tokenAsRaw)
  }

  /// The canonical form of the column's values.
  package func form(pii: String?) -> CanonicalForm {
    switch canonical {
    case .text: .text
    case .id: .id
    case .email: .email
    case .phone: .phone
    case .auto:
      switch pii {
      case "email": .email
      case "phone": .phone
      case "national_id", "iban", "card": .id
      default: .text
      }
    }
  }

  private struct Tokens: ColumnTreatment {
    let tokenizer: Tokenizer
    let tokenAsRaw: Bool

    func apply(_ column: Column) -> TreatedColumn { tokenizer.tokenize(column, tokenAsRaw: tokenAsRaw) }
  }
}
