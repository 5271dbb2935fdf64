import Configuration
import Formats
import Glibc
import Ledger
import Privacy

/// One run of an erasure: done again without the erased people where its sources are what they were, else its outputs
/// are swept and what cannot be mended is named.
struct ErasedRun {
  let erasure: Erasure
  let request: ErasureRequest
  let task: ErasureTask

  init(_ erasure: Erasure, _ request: ErasureRequest, _ task: ErasureTask) {
    (self.erasure, self.request, self.task) = (erasure, request, task)
  }

  /// What the ledger says of the run.
  struct Account {
    let run: RegisteredRun
    let sources: [RegisteredSource]
    let artefacts: [RegisteredArtefact]
    let tombstones: [Tombstone]
  }

  /// How a file was found.
  enum Condition {
    /// As it was written; where it lies.
    case intact(place: String)
    case changed(place: String)
    case unreachable(String)
  }

  func carryOut() throws(EngineError) {
    guard let account = try account() else { return try erasure.settle(task, .done, ["files": []]) }
    var files: [ErasedFile] = []
    var intact: [(place: String, artefact: RegisteredArtefact)] = []
    var swept: [(artefact: RegisteredArtefact, reason: String)] = []
    for artefact in account.artefacts {
      switch try condition(of: artefact) {
      case .intact(let place): intact.append((place, artefact))
      case .changed: swept.append((artefact, Self.changed))
      case .unreachable(let reason): files.append(ErasedFile(artefact, .unreached, reason: reason))
      }
    }
    var sources: [ErasedSource] = []
    var changes = Changes()
    do throws(Replay.Obstacle) {
      let outcome = try replay(account).execute(
        account.sources, publishing: Set(intact.map(\.place)), acceptsChanged: request.refitsChanged
      ) { (digests) throws(EngineError) in
        // Written down before they appear, so that a process that follows does not take them for foreign.
        try expect(intact.compactMap { place, artefact in digests[place].map { (artefact.id, $0) } })
        erasure.at(.computed)
      }
      erasure.at(.published)
      sources = outcome.sources
      for (place, artefact) in intact {
        guard let written = outcome.files[place] else {
          files.append(ErasedFile(artefact, .unreached, reason: "the run no longer writes it"))
          continue
        }
        files.append(
          ErasedFile(
            artefact, .replayed, rows: artefact.rows.flatMap { rows in written.rows.map { rows - $0 } },
            after: written.digest))
        changes.rewritten.append((artefact.id, written))
      }
      changes.sourceFilters = outcome.sourceFilters
    } catch {
      if case .stopped(let stop) = error { throw stop.error }
      for (_, artefact) in intact { swept.append((artefact, error.reason)) }
      sources = account.sources.map {
        ErasedSource(run: $0.run, name: $0.name, uri: $0.uri, isUnchanged: false, rows: nil)
      }
    }
    for (artefact, reason) in swept { files.append(try sweep(artefact, reason, &changes)) }
    try record(files.sorted { $0.artefact < $1.artefact }, sources, account, changes)
    erasure.at(.recorded)
  }

  static let changed = "changed since it was written"

  /// - Parameter tokens: of people who have no tombstones yet.
  func replay(_ account: Account, and tokens: [Token] = []) -> Replay {
    let tombstones = account.tombstones.compactMap { Token(parsing: $0.token) }
    return Replay(
      run: account.run, ledger: erasure.ledger, keys: erasure.keys, tombstones: Tombstones(tombstones + tokens),
      machine: erasure.machine)
  }
}
