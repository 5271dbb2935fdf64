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

  /// What a predecessor that was killed has written down, and what is added to it.
  var expectations: Expectations

  init(_ erasure: Erasure, _ request: ErasureRequest, _ task: ErasureTask) {
    (self.erasure, self.request, self.task) = (erasure, request, task)
    expectations = Expectations(task.note)
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
    /// An output that nobody has read yet, because it is to be swept, which tells too.
    case unread
    case changed(place: String)
    case unreachable(String)
    /// A predecessor has taken it away.
    case removed
  }

  mutating func carryOut() throws(EngineError) {
    guard let account = try account() else { return try erasure.settle(task, .done, ["files": []]) }
    var files: [ErasedFile] = []
    var changes = Changes()
    var intact: [(place: String, artefact: RegisteredArtefact)] = []
    var swept: [(artefact: RegisteredArtefact, reason: String)] = []
    let again = replay(account)
    let obstacle = again.obstacle(account.sources, acceptsChanged: request.refitsChanged)
    for artefact in account.artefacts {
      switch try condition(of: artefact, readsOutputs: obstacle == nil) {
      case .intact(let place): intact.append((place, artefact))
      case .unread: swept.append((artefact, obstacle?.reason ?? Self.changed))
      case .changed: swept.append((artefact, Self.changed))
      case .unreachable(let reason): files.append(ErasedFile(artefact, .unreached, reason: reason))
      case .removed:
        files.append(ErasedFile(artefact, .removed, reason: Self.untellable))
        changes.removed.append(artefact.id)
      }
    }
    var sources: [ErasedSource] = []
    do throws(Replay.Obstacle) {
      if let obstacle { throw obstacle }
      guard !intact.isEmpty else { throw .nothingLeft }
      var expectations = expectations
      let (erasure, task, placed) = (erasure, task, intact)
      let outcome = try again.execute(
        account.sources, publishing: Set(intact.map(\.place)), acceptsChanged: request.refitsChanged
      ) { (digests) throws(EngineError) in
        for (place, artefact) in placed {
          if let digest = digests[place] { expectations[artefact.id] = .init(digest: digest) }
        }
        try erasure.settle(task, .open, expectations.note)
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
      sources = error.sources
    }
    for (artefact, reason) in swept { files.append(try sweep(artefact, reason, &changes)) }
    try record(files.sorted { $0.artefact < $1.artefact }, sources, account, changes)
    erasure.at(.recorded)
  }

  static let changed = "changed since it was written"
  static let untellable = "whose rows it holds cannot be told"

  /// - Parameter tokens: of people who have no tombstones yet.
  func replay(_ account: Account, and tokens: [Token] = []) -> Replay {
    let tombstones = account.tombstones.compactMap { Token(parsing: $0.token) }
    return Replay(
      run: account.run, ledger: erasure.ledger, keys: erasure.keys, tombstones: Tombstones(tombstones + tokens),
      machine: erasure.machine)
  }
}
