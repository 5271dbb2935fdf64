import Columns
import Privacy

extension Plan {
  /// The rules whose tokens are random: their outputs cannot be made again, not even from the same source with the same
  /// key, and nobody can be erased from them by token.
  package var randomRules: [String] { rules { $0.policy != .deterministic } }

  /// The rules whose tokens depend on the ledger besides source and key.
  package var vaultedRules: [String] { rules { $0.mode == .vaulted } }

  /// Whether the same sources, pipeline, key ring and ledger give the same bytes.
  package var isReproducible: Bool { randomRules.isEmpty }

  /// The rules whose columns have tokens that `retokenize` renews: deterministic ones.
  package var tokenizedColumns: [(source: String, column: String)] {
    sources.flatMap { source in
      source.columns.compactMap { column in
        guard let tokenize = column.treatment?.treatment as? Tokenize, tokenize.policy == .deterministic else {
          return nil
        }
        return (source.name, column.field.name)
      }
    }
  }

  /// Whether a rule writes the tokens of the earlier key beside those of the new one.
  package var emitsPreviousTokens: Bool { sources.contains { $0.columns.contains { $0.second != nil } } }

  private func rules(_ isMeant: (Tokenize) -> Bool) -> [String] {
    var rules: [String] = []
    for column in sources.flatMap(\.columns) {
      guard let treatment = column.treatment, let tokenize = treatment.treatment as? Tokenize, isMeant(tokenize),
        !rules.contains(treatment.ruleID)
      else { continue }
      rules.append(treatment.ruleID)
    }
    return rules
  }
}
