package import Columns
package import Configuration

/// Replaces each value by its token, under a key.
package struct Tokenize: Treatment {
  package enum Canonical: String, ParameterWord { case auto, text, id, email, phone }
  package enum Invalid: String, ParameterWord {
    case reject
    case tokenAsRaw = "token_as_raw"
  }
  package enum Mode: String, ParameterWord { case stateless, vaulted }
  package enum Policy: String, ParameterWord { case deterministic, document, full }
  package enum Shape: String, ParameterWord { case token, integer }
  package enum Emission: String, ParameterWord { case current, both }

  package static let name = "tokenize"
  package static let guide = TreatmentGuide(
    summary: "Replaces each value by a token that only the holder of the key can compute.",
    leaves: """
      Equal values have equal tokens within a domain, so rows still join and counts per person stay; on columns of few \
      values the counts themselves give values away. For whoever holds the key a token is personal data (GDPR Art. 4(5)). \
      `mode: vaulted` keeps a random salt per subject in the ledger: once it is destroyed, nobody can tell whose the \
      token was. `policy: document` is random per run and `full` per occurrence: nobody can ever tell, and nobody can \
      erase. Sensitivity: pseudonym.
      """,
    example: "{id: key, use: tokenize, columns: [customer_id], with: {domain: customer, key: pii_key}}")

  package var domain = ""
  package var secret: Located<String>?
  package var canonical = Canonical.auto
  package var onInvalid = Invalid.reject
  package var mode = Mode.stateless
  package var policy = Policy.deterministic
  package var shape = Shape.token
  package var emission = Emission.current
  package var erasable = true

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
    .init(
      "mode", \.mode,
      "`stateless`: a token is a function of key and value. `vaulted`: also of a random salt per subject, kept in the ledger until the subject is erased."
    ),
    .init(
      "policy", \.policy,
      "`deterministic`: a value has one token in every run. `document`: one per run, under a key that is random and gone afterwards. `full`: every occurrence has its own."
    ),
    .init(
      "as", \.shape,
      "`token`: text that says domain and key and has check characters. `integer`: a whole number of 63 bits, for programs that want numbers."
    ),
    .init(
      "emit", \.emission,
      "`both` also writes `{column}_previous`, the tokens under the key before the last rotation."),
    .init(
      "erasable", \.erasable,
      "`false` says of the subject's column that nobody's rows can be found again by its random tokens: for data that is released."
    ),
  ]

  package var key: Located<String>? { secret }

  /// Whether the same value has the same token within a run.
  package var keepsEquality: Bool { policy != .full }

  package func output(of field: Field, pii: String?) throws(TreatmentError) -> Field? {
    guard Token.isDomain(domain) else {
      throw .badArgument(
        parameter: "domain",
        problem: "must be a small letter, then small letters, digits and single `_`, at most \(Token.domainLimit)")
    }
    if policy != .deterministic, mode == .vaulted {
      throw .badArgument(parameter: "mode", problem: "goes with `policy: deterministic`: random tokens need no salt")
    }
    if policy != .deterministic, emission == .both {
      throw .badArgument(
        parameter: "emit", problem: "goes with `policy: deterministic`: no key made random tokens before")
    }
    if policy == .deterministic, !erasable {
      throw .badArgument(
        parameter: "erasable", problem: "is false of random tokens only (`policy: document` or `full`)")
    }
    var field = field
    field.type =
      shape == .integer ? .int : field.type == .category && policy != .full ? .category : .string
    field.vocabulary = nil
    field.sensitivity = .pseudonym
    return field
  }

  package func secondOutput(beside output: Field) -> Field? {
    guard emission == .both else { return nil }
    var field = output
    field.name += "_previous"
    // One column names the row or its group: the new one.
    field.role = .feature
    return field
  }

  package func prepare(
    _ field: Field, pii: String?, keys: KeyAccess
  ) throws(PrivacyError) -> any ColumnTreatment {
    try tokens(field, pii: pii, keys: keys, kid: nil)
  }

  package func prepareSecond(
    _ field: Field, pii: String?, keys: KeyAccess
  ) throws(PrivacyError) -> any ColumnTreatment {
    guard let previous = try ring(keys).previous else { throw .noPreviousKey }
    return try tokens(field, pii: pii, keys: keys, kid: previous.kid)
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

  private func ring(_ keys: KeyAccess) throws(PrivacyError) -> KeyRing {
    guard let secret else { preconditionFailure("`key` is required") }
    return try keys.keyRing(secret.value)
  }

  private func tokens(
    _ field: Field, pii: String?, keys: KeyAccess, kid: String?
  ) throws(PrivacyError) -> TokenColumn {
    let form = form(pii: pii)
    let isInteger = shape == .integer
    let source: TokenColumn.Source
    switch (policy, mode) {
    case (.deterministic, .stateless):
      source = .stateless(
        try ring(keys).tokenizer(tenant: keys.tenant, domain: domain, form: form, kid: kid, isInteger: isInteger))
    case (.deterministic, .vaulted):
      guard let salts = keys.salts else { throw .noVault(domain: domain) }
      source = .vaulted(
        try ring(keys).vaultedTokenizer(
          tenant: keys.tenant, domain: domain, form: form, store: salts, kid: kid, isInteger: isInteger))
    case (.document, _), (.full, _):
      guard let run = keys.run else { preconditionFailure("a run has a key of its own where a rule asks for one") }
      let key = try run.domainKey(tenant: keys.tenant, domain: domain)
      if policy == .full {
        source = .occurrences(
          try OccurrenceTokenizer(
            key: key, domain: domain, column: field.name, form: form, tokenAsRaw: onInvalid == .tokenAsRaw,
            isInteger: isInteger))
      } else {
        source = .stateless(
          try Tokenizer(
            key: key, kind: .document, domain: domain, kid: TokenKind.randomKid, entity: form.rawValue, form: form,
            isInteger: isInteger))
      }
    }
    return TokenColumn(
      source: source, form: form, domain: domain, tokenAsRaw: onInvalid == .tokenAsRaw,
      register: isInteger ? SurrogateRegister() : nil)
  }
}
