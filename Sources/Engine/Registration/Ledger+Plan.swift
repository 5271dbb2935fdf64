import Columns
import Configuration
package import Ledger
package import Plan
import Privacy

extension Ledger {
  /// Opens the ledger that a plan names; `nil` where it names none.
  ///
  /// One that nobody registers runs in is made only where it keeps the salts of vaulted tokens.
  ///
  /// - Parameter keys: of the plan.
  package static func open(for plan: Plan, keys: KeyRings) throws(EngineError) -> Ledger? {
    guard let planned = plan.ledger else { return nil }
    do throws(LedgerError) {
      return try Ledger.open(
        LedgerLocation(planned.uri, password: planned.password), keys: keys.ring,
        mode: planned.isWritten || !plan.vaultedRules.isEmpty ? .make : .existing)
    } catch .absent where !planned.isWritten {
      // Nothing was ever registered, so nobody has asked to be forgotten.
      return nil
    } catch {
      throw .ledger(error)
    }
  }
}

extension Plan {
  /// How tokens of each domain are made, in the order of the columns.
  package var tokenDomains: [RegisteredRun.TokenDomain] {
    var domains: [RegisteredRun.TokenDomain] = []
    for column in sources.flatMap(\.columns) {
      guard let tokenize = column.treatment?.treatment as? Tokenize,
        !domains.contains(where: { $0.domain == tokenize.domain })
      else { continue }
      domains.append(
        RegisteredRun.TokenDomain(
          domain: tokenize.domain, form: tokenize.form(pii: column.personalData?.rawValue).rawValue,
          tokenAsRaw: tokenize.onInvalid == .tokenAsRaw))
    }
    return domains
  }

  /// The domain of the tokens that tell people apart.
  package var subjectDomain: String? {
    guard let subject = privacy?.subject.split(separator: ".", maxSplits: 1), subject.count == 2 else { return nil }
    let column = sources.first { $0.name == subject[0] }?.columns.first { $0.field.name == subject[1] }
    return (column?.treatment?.treatment as? Tokenize)?.domain
  }
}
