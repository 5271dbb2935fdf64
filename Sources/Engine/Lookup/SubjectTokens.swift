package import Ledger
package import Privacy

/// The tokens that an identifier has had in the runs of a ledger: under each key that may still be used, and each way in
/// which its domain was tokenized.
package struct SubjectTokens: Sendable {
  /// For each identifier its tokens; empty for one that has no canonical form.
  package let tokens: [[String]]
  /// The keys that were asked, of those under which the ledger holds files; the others are gone.
  package let keys: [String]

  /// How a domain was tokenized by some run.
  private struct Way: Hashable {
    let tenant: String
    let form: String
    let tokenAsRaw: Bool
  }

  /// - Parameters:
  ///   - identifiers: as they stand in the sources, or tokens of this domain.
  ///   - runs: of the ledger.
  ///   - salts: of vaulted tokens, from the same ledger.
  /// - Throws: `unknownDomain` where no run has made tokens of it.
  package init(
    of identifiers: [String], domain: String, runs: [RegisteredRun], keys: KeyRing, salts: (any SaltStore)?
  ) throws(EngineError) {
    var ways: Set<Way> = []
    for run in runs {
      guard let replay = run.replay, let made = run.domains.first(where: { $0.domain == domain }) else { continue }
      ways.insert(Way(tenant: replay.tenant, form: made.form, tokenAsRaw: made.tokenAsRaw))
    }
    guard !ways.isEmpty else { throw .lookup(.unknownDomain(domain)) }
    let live = keys.entries.filter { $0.status == .primary || $0.status == .resolve }.map(\.kid)
    self.keys = live
    var tokens: [[String]] = Array(repeating: [], count: identifiers.count)
    do throws(PrivacyError) {
      for way in ways {
        guard let form = CanonicalForm(rawValue: way.form) else { continue }
        for kid in live {
          let tokenizer = try keys.tokenizer(tenant: way.tenant, domain: domain, form: form, kid: kid)
          let vaulted = try salts.map { (salts) throws(PrivacyError) in
            try keys.vaultedTokenizer(tenant: way.tenant, domain: domain, form: form, store: salts, kid: kid)
          }
          for (position, identifier) in identifiers.enumerated() {
            // Whichever mode the domain had: the tokens of the other one are in no file.
            let made = [
              tokenizer.token(of: identifier, raw: way.tokenAsRaw),
              try vaulted?.token(of: identifier, raw: way.tokenAsRaw, making: false),
            ]
            for token in made.compactMap(\.self) where !tokens[position].contains(token) {
              tokens[position].append(token)
            }
          }
        }
      }
    } catch {
      throw .privacy(error)
    }
    for (position, identifier) in identifiers.enumerated() {
      if let token = Token(parsing: identifier), token.domain == domain { tokens[position] = [token.text] }
    }
    self.tokens = tokens.map { $0.sorted() }
  }
}
