import Columns
package import Configuration
package import Ledger
package import Privacy

/// Who is to be erased, and what holds them: the result of asking the ledger's filters, before anything is changed.
package struct ErasurePlan: Sendable {
  /// A run whose sources or outputs hold one of the subjects, or whose state was fitted by such a run.
  package struct AffectedRun: Sendable {
    package let run: RegisteredRun
    package let sources: [RegisteredSource]
    /// Those that are, or may be, somewhere.
    package let artefacts: [RegisteredArtefact]
    /// The earlier run whose state it applied, where that is why.
    package let stateOf: String?
  }

  let request: ErasureRequest
  /// In the order in which the runs began: states are fitted before they are applied.
  package let runs: [AffectedRun]

  /// Keys of filters that are out of use: files of runs under them may hold the subjects, and cannot be asked.
  package var lostKeys: [String] { request.lostKeys }
  package var subjects: Int { request.subjects }
  /// Subjects that nothing holds.
  package var unheld: Int { request.unheld }
}

extension LedgerSession {
  /// The runs that hold one of the tokens, as far as filters tell: they may say so of a run that does not, and never miss
  /// one. `lost`: keys of filters that are out of use, so that nothing under them can be asked.
  func runs(
    holding subjects: [ErasedSubject], keys: KeyRing, tenant: String
  ) throws(LedgerError) -> (runs: [RegisteredRun], unheld: Int, lost: [String]) {
    let tokens = subjects.flatMap(\.tokens)
    var held: Set<Int> = []
    var ids: Set<String> = []
    var lost: [String] = []
    for kid in try filterKeys() {
      let hashes: [UInt64]
      do throws(PrivacyError) {
        hashes = try keys.filterHasher(kid: kid).hash(.string(tokens.map(\.text))).array
      } catch {
        lost.append(kid)
        continue
      }
      for candidate in try candidates(for: hashes, kid: kid) {
        held.formUnion(candidate.hashes)
        switch candidate.owner {
        case .source(let run, _): ids.insert(run)
        case .artefact(let id): if let run = try artefact(id)?.run { ids.insert(run) }
        }
      }
    }
    // What has no filter, as a repair may leave it, may hold anybody.
    for owner in try unfiltered() {
      switch owner {
      case .source(let run, _): ids.insert(run)
      case .artefact(let id): if let run = try artefact(id)?.run { ids.insert(run) }
      }
    }
    var first = 0
    var unheld = 0
    for subject in subjects {
      if held.isDisjoint(with: first..<first + subject.tokens.count) { unheld += 1 }
      first += subject.tokens.count
    }
    return (try runs().filter { ids.contains($0.id) && $0.owner == tenant }, unheld, lost)
  }

  /// The files of a run that are, or may be, somewhere.
  func remainingArtefacts(ofRun id: String) throws(LedgerError) -> [RegisteredArtefact] {
    try artefacts(ofRun: id).filter { [.pending, .present, .rewritten, .departed].contains($0.status) }
  }
}
