import Columns
package import Configuration
package import Plan
package import Privacy

/// Makes the tokens of identifiers one by one: to find somebody in outputs, or to join data that never met a pipeline.
package struct IdentifierTokens: Sendable {
  private enum Source {
    /// One for each key.
    case stateless([Tokenizer])
    case vaulted([VaultedTokenizer])
  }

  private let source: Source
  private let form: CanonicalForm
  private let tokenAsRaw: Bool
  private let isInteger: Bool

  /// Stateless tokens under a key ring.
  ///
  /// - Parameter allKeys: one under every live key, the primary one first.
  package init(
    _ ring: KeyRing, tenant: String, domain: String, form: CanonicalForm, tokenAsRaw: Bool = false, allKeys: Bool
  ) throws(PrivacyError) {
    let all = try ring.tokenizers(tenant: tenant, domain: domain, form: form)
    guard ring.primary != nil else { throw .noKey(kid: nil) }
    source = .stateless(allKeys ? all : Array(all.prefix(1)))
    self.form = form
    self.tokenAsRaw = tokenAsRaw
    isInteger = false
  }

  /// The tokens that a plan makes in a domain. A vault is looked into, and given no new entries.
  package init(_ plan: Plan, _ keys: KeyRings, domain: String, allKeys: Bool) throws(EngineError) {
    let rules = plan.sources.flatMap(\.columns).compactMap { column in
      (column.treatment?.treatment as? Tokenize).map {
        (tokenize: $0, form: $0.form(pii: column.personalData?.rawValue))
      }
    }
    func refuse(_ message: String, help: String) -> EngineError {
      .diagnostics([Diagnostic(.notTokenized, at: .whole(plan.file), message, help: help)])
    }
    guard let ring = keys.ring, let rule = rules.first(where: { $0.tokenize.domain == domain }) else {
      let known = Set(rules.map(\.tokenize.domain)).sorted().map { "`\($0)`" }.joined(separator: ", ")
      throw refuse(
        "the pipeline tokenizes nothing in the domain `\(domain)`",
        help: known.isEmpty ? "add a rule that tokenizes" : "its domains are \(known)")
    }
    guard rule.tokenize.policy == .deterministic else {
      throw refuse(
        "the tokens of domain `\(domain)` are random, so nobody can make them again",
        help: "there is nothing to look up: `policy: \(rule.tokenize.policy.rawValue)` is meant to keep anybody from it"
      )
    }
    if rules.contains(where: { $0.tokenize.domain == domain && $0.form != rule.form }) {
      throw refuse(
        "columns of the domain `\(domain)` have different canonical forms",
        help: "give `canonical:` in the rules, or ask with --key and --form")
    }
    let (tenant, isInteger) = (plan.privacy?.tenant ?? "", rule.tokenize.shape == .integer)
    do throws(PrivacyError) {
      let live = allKeys ? ring.liveEntries : Array(ring.liveEntries.prefix(1))
      if rule.tokenize.mode == .vaulted {
        guard let salts = keys.salts else { throw .noVault(domain: domain) }
        var tokenizers: [VaultedTokenizer] = []
        for entry in live {
          tokenizers.append(
            try ring.vaultedTokenizer(
              tenant: tenant, domain: domain, form: rule.form, store: salts, kid: entry.kid, isInteger: isInteger))
        }
        source = .vaulted(tokenizers)
      } else {
        var tokenizers: [Tokenizer] = []
        for entry in live {
          tokenizers.append(
            try ring.tokenizer(
              tenant: tenant, domain: domain, form: rule.form, kid: entry.kid, isInteger: isInteger))
        }
        source = .stateless(tokenizers)
      }
    } catch {
      throw .privacy(error)
    }
    form = rule.form
    tokenAsRaw = rule.tokenize.onInvalid == .tokenAsRaw
    self.isInteger = isInteger
  }

  /// What is wrong with an identifier that has no token, to follow "line 3".
  package enum Outcome: Sendable {
    case tokens([String])
    case none(String)
  }

  /// The tokens of an identifier, in the order of the keys.
  package func tokens(of identifier: UnsafeBufferPointer<UInt8>) throws(PrivacyError) -> Outcome {
    switch source {
    case .stateless(let tokenizers):
      let tokens = tokenizers.compactMap { tokenizer in
        isInteger
          ? tokenizer.surrogate(of: identifier, raw: tokenAsRaw).map(String.init)
          : tokenizer.token(of: identifier, raw: tokenAsRaw)
      }
      return tokens.isEmpty ? .none(form.problem) : .tokens(tokens)
    case .vaulted(let tokenizers):
      var tokens: [String] = []
      for tokenizer in tokenizers {
        switch try tokenizer.look(up: identifier, raw: tokenAsRaw, isInteger: isInteger) {
        case .token(let token): tokens.append(token)
        case .noForm: return .none(form.problem)
        case .unknown: return .none("is not in the vault")
        }
      }
      return .tokens(tokens)
    }
  }
}
