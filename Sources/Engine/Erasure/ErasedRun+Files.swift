import Configuration
import Formats
import Glibc
import Ledger
import Privacy

extension ErasedRun {
  /// What is to be said to the ledger of files that were written anew.
  struct Changes {
    var rewritten: [(artefact: Int, file: WrittenFile)] = []
    var removed: [Int] = []
    /// Of the run's sources, by position; empty where the run was not done again.
    var sourceFilters: [Int: TokenFilter] = [:]
  }

  /// `nil` where the run has gone from the ledger.
  func account() throws(EngineError) -> Account? {
    guard let id = task.run else { return nil }
    return try erasure.asking { () throws(LedgerError) -> Account? in
      try erasure.ledger.read { (session) throws(LedgerError) -> Account? in
        guard let run = try session.run(id) else { return nil }
        return Account(
          run: run, sources: try session.sources(ofRun: id), artefacts: try session.remainingArtefacts(ofRun: id),
          tombstones: try session.tombstones())
      }
    }
  }

  /// Whether a file is what the ledger registered, or what this erasure was about to put there when it was killed.
  func condition(of artefact: RegisteredArtefact) throws(EngineError) -> Condition {
    guard artefact.status != .departed, artefact.path != "-" else {
      return .unreachable("went to standard output: where it is now is not known")
    }
    guard let path = artefact.path else { return .unreachable("where it lies can no longer be unsealed") }
    guard access(path, F_OK) == 0, let place = Publication.place(of: path) else {
      return .unreachable("is not there any more: deleted, or moved by somebody else")
    }
    // Manifests are registered before they are whole.
    if artefact.kind == .manifest { return .intact(place: place) }
    let digest = try FileDigest.text(of: path)
    return digest == artefact.digest || expected[artefact.id] == digest
      ? .intact(place: place) : .changed(place: place)
  }

  /// The digests that were noted before files appeared.
  private var expected: [Int: String] {
    let noted = (try? JSON(parsing: Array(task.note.utf8)))?["expected"]?.object ?? []
    return Dictionary(
      noted.compactMap { member in
        guard let id = Int(member.name), let digest = member.value.string else { return nil }
        return (id, digest)
      }
    ) { $1 }
  }

  func expect(_ digests: [(artefact: Int, digest: String)]) throws(EngineError) {
    let members = digests.map { JSON.Member("\($0.artefact)", .string($0.digest)) }
    try erasure.settle(task, .open, ["expected": .object(members)])
  }

  /// What can be done for a file whose run cannot be done again.
  func sweep(
    _ artefact: RegisteredArtefact, _ reason: String, _ changes: inout Changes
  ) throws(EngineError) -> ErasedFile {
    guard let path = artefact.path else { return ErasedFile(artefact, .unreached, reason: reason) }
    switch artefact.kind {
    case .manifest: return ErasedFile(artefact, .kept)
    case .state: return ErasedFile(artefact, .unreached, reason: "not fitted again: \(reason)")
    case .quarantine, .partial:
      guard unlink(path) == 0 || errno == ENOENT else {
        return ErasedFile(artefact, .unreached, reason: "cannot be removed")
      }
      changes.removed.append(artefact.id)
      return ErasedFile(artefact, .removed, reason: reason)
    case .output:
      let publication = Publication()
      do throws(EngineError) {
        let sweep = TokenSweep(request.tokens)
        let outcome = try sweep.rewrite(path, as: publication)
        if outcome.rows == 0 {
          publication.abandon()
          return ErasedFile(artefact, .kept, reason: reason, rows: 0)
        }
        try expect([(artefact.id, outcome.digestAfter)])
        erasure.at(.computed)
        try egressing { () throws(EgressError) in try publication.publish() }
        erasure.at(.published)
        changes.rewritten.append(
          (
            artefact.id,
            WrittenFile(
              rows: artefact.rows.map { $0 - outcome.rows }, bytes: outcome.bytesAfter, digest: outcome.digestAfter,
              filter: try TokenFilter(ofFile: path, keys: erasure.keys))
          ))
        return ErasedFile(artefact, .filtered, reason: reason, rows: outcome.rows, after: outcome.digestAfter)
      } catch {
        publication.abandon()
        guard error.diagnostics(naming: path).first?.code == .notAnOutput else { throw error }
        return ErasedFile(artefact, .unreached, reason: "\(reason), and is no output of the run any more")
      }
    }
  }

  /// Says in one transaction what was done and what the ledger must forget.
  func record(
    _ files: [ErasedFile], _ sources: [ErasedSource], _ account: Account, _ changes: Changes
  ) throws(EngineError) {
    var done = task
    done.status = .done
    let note: JSON = ["files": .array(files.map(\.json)), "sources": .array(sources.map(\.json))]
    done.note = note.canonical
    let settled = done
    try erasure.asking { () throws(LedgerError) in
      try erasure.ledger.write { (session) throws(LedgerError) in
        for (id, file) in changes.rewritten {
          try session.rewrite(id, rows: file.rows, bytes: file.bytes, digest: file.digest, filter: file.filter)
        }
        for id in changes.removed { try session.set(.removed, ofArtefact: id) }
        for (position, filter) in changes.sourceFilters {
          try session.replaceFilter(ofSource: position, ofRun: account.run.id, filter)
        }
        try session.update(settled)
      }
    }
  }
}

/// A file that stands anew in its place, as the ledger registers it.
struct WrittenFile {
  let rows: Int?
  let bytes: Int
  let digest: String
  let filter: TokenFilter?
}
