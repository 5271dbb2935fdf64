extension KeyRing {
  /// The keys under which tokens are made or looked up: the primary one first, then those that still resolve, the newest
  /// first.
  package var liveEntries: [Entry] {
    entries.filter { $0.status == .primary } + entries.reversed().filter { $0.status == .resolve }
  }

  /// The key that was primary before this one, if it still resolves.
  package var previous: Entry? { liveEntries.dropFirst(primary == nil ? 0 : 1).first }

  /// A tokenizer for each live key, in their order: what a value's tokens are, whenever they were made.
  package func tokenizers(
    tenant: String, domain: String, form: CanonicalForm, isInteger: Bool = false
  ) throws(PrivacyError) -> [Tokenizer] {
    try liveEntries.map { (entry) throws(PrivacyError) in
      try tokenizer(tenant: tenant, domain: domain, form: form, kid: entry.kid, isInteger: isInteger)
    }
  }

  /// The stateless tokens of one value under every live key, in their order; none if the value has no canonical form and
  /// is not tokenized `raw`.
  package func tokens(
    of value: String, tenant: String, domain: String, form: CanonicalForm, raw: Bool = false
  ) throws(PrivacyError) -> [Token] {
    try tokenizers(tenant: tenant, domain: domain, form: form).compactMap {
      $0.token(of: value, raw: raw).flatMap(Token.init(parsing:))
    }
  }
}
