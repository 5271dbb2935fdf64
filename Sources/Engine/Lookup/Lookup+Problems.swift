import Configuration

extension Lookup.Problem {
  func diagnostic(at place: Diagnostic.Place) -> Diagnostic {
    switch self {
    case .unknownDomain(let domain):
      Diagnostic(
        .lookupDomain, at: place, "no run in the ledger has made tokens of the domain `\(domain)`",
        help: "give a domain of the pipelines' tokenize rules; `featurize ledger list` shows them")
    case .noLedger:
      Diagnostic(
        .ledgerUnreachable, at: place, "the pipeline keeps no ledger",
        help: "declare `privacy.subject`, and no `ledger: {uri: none}`; or name a ledger with --ledger")
    case .severalSubjects(let count):
      Diagnostic(
        .lookupSubject, at: place, "an access request is for one person, and there are \(count) identifiers",
        help: "give one identifier on standard input, and call again for the next person")
    }
  }
}
