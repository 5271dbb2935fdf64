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
  ///
  /// - Parameter readsOutputs: `false` leaves that open for outputs.
  func condition(of artefact: RegisteredArtefact, readsOutputs: Bool = true) throws(EngineError) -> Condition {
    guard artefact.status != .departed, artefact.path != "-" else {
      return .unreachable("went to standard output: where it is now is not known")
    }
    guard let path = artefact.path else { return .unreachable("where it lies can no longer be unsealed") }
    let expected = expectations[artefact.id]
    guard access(path, F_OK) == 0, let place = Publication.place(of: path) else {
      if let expected, expected.digest == nil { return .removed }
      return .unreachable("is not there any more: deleted, or moved by somebody else")
    }
    // Manifests are registered before they are whole.
    if artefact.kind == .manifest { return .intact(place: place) }
    if artefact.kind == .output, !readsOutputs { return .unread }
    return isOurs(artefact, try FileDigest.text(of: path)) ? .intact(place: place) : .changed(place: place)
  }

  private func isOurs(_ artefact: RegisteredArtefact, _ digest: String) -> Bool {
    digest == artefact.digest || expectations[artefact.id]?.digest == digest
  }

  /// Written down before the file is touched.
  private mutating func expect(_ expectation: Expectations.Expectation, of artefact: Int) throws(EngineError) {
    expectations[artefact] = expectation
    try erasure.settle(task, .open, expectations.note)
  }

  /// What can be done for a file whose run cannot be done again.
  mutating func sweep(
    _ artefact: RegisteredArtefact, _ reason: String, _ changes: inout Changes
  ) throws(EngineError) -> ErasedFile {
    guard let path = artefact.path else { return ErasedFile(artefact, .unreached, reason: reason) }
    switch artefact.kind {
    case .manifest: return ErasedFile(artefact, .kept)
    case .state: return ErasedFile(artefact, .unreached, reason: "not fitted again: \(reason)")
    case .quarantine, .partial:
      // Whatever somebody has put there is not ours to take away.
      if reason == Self.changed { return ErasedFile(artefact, .unreached, reason: reason) }
      try expect(.init(digest: nil), of: artefact.id)
      guard unlink(path) == 0 || errno == ENOENT else {
        return ErasedFile(artefact, .unreached, reason: "cannot be removed")
      }
      changes.removed.append(artefact.id)
      return ErasedFile(artefact, .removed, reason: "\(reason); \(Self.untellable)")
    case .output:
      let publication = Publication()
      do throws(EngineError) {
        let outcome = try TokenSweep(request.tokens).rewrite(path, as: publication, keys: erasure.keys)
        let reason = isOurs(artefact, outcome.digestBefore) ? reason : Self.changed
        var rows = outcome.rows
        if rows > 0 {
          try expect(.init(digest: outcome.digestAfter, rows: rows), of: artefact.id)
          erasure.at(.computed)
          try egressing { () throws(EgressError) in try publication.publish() }
          erasure.at(.published)
        } else {
          publication.abandon()
          // A predecessor has swept it, or nobody was in it.
          rows = expectations[artefact.id].flatMap { $0.digest == outcome.digestBefore ? $0.rows : nil } ?? 0
          if rows == 0 { return ErasedFile(artefact, .kept, reason: reason, rows: 0) }
        }
        changes.rewritten.append(
          (
            artefact.id,
            WrittenFile(
              rows: artefact.rows.map { $0 - rows }, bytes: outcome.bytesAfter, digest: outcome.digestAfter,
              filter: outcome.filter)
          ))
        return ErasedFile(artefact, .filtered, reason: reason, rows: rows, after: outcome.digestAfter)
      } catch {
        publication.abandon()
        // What cannot be read as an output is named; what keeps the erasure from working stops it.
        guard case .diagnostics(let diagnostics) = error else { throw error }
        return ErasedFile(artefact, .unreached, reason: "\(reason), and cannot be swept: \(diagnostics[0].code.id)")
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
