import Ledger
import Privacy

extension ErasedRun {
  /// What `carryOut` would do, and how the sources lie there now. Reads, and changes nothing.
  func rehearse() throws(EngineError) -> (files: [ErasedFile], sources: [ErasedSource]) {
    guard let account = try account() else { return ([], []) }
    var files: [ErasedFile] = []
    var intact: [RegisteredArtefact] = []
    var swept: [(RegisteredArtefact, String)] = []
    for artefact in account.artefacts {
      switch try condition(of: artefact) {
      case .intact: intact.append(artefact)
      case .unread, .changed: swept.append((artefact, Self.changed))
      case .unreachable(let reason): files.append(ErasedFile(artefact, .unreached, reason: reason))
      case .removed: files.append(ErasedFile(artefact, .removed, reason: Self.untellable))
      }
    }
    var sources: [ErasedSource] = []
    var obstacle: String?
    do throws(Replay.Obstacle) {
      guard !intact.isEmpty else { throw .nothingLeft }
      sources = try replay(account, and: request.tokens).examine(account.sources)
      if let changed = sources.first(where: { !$0.isUnchanged }), !request.refitsChanged {
        obstacle = Replay.Obstacle.sourceChanged(changed.name, sources).reason
      }
    } catch {
      obstacle = error.reason
    }
    for artefact in intact {
      if let obstacle { swept.append((artefact, obstacle)) } else { files.append(ErasedFile(artefact, .replayed)) }
    }
    for (artefact, reason) in swept {
      var foreseen = ErasedFile(artefact, Self.swept(artefact.kind), reason: reason)
      if reason == Self.changed, foreseen.action == .removed { foreseen.action = .unreached }
      if artefact.kind == .output, let path = artefact.path {
        do throws(EngineError) {
          foreseen.rows = try TokenSweep(request.tokens).count(in: path)
          if foreseen.rows == 0 { foreseen.action = .kept }
        } catch {
          foreseen.action = .unreached
        }
      }
      files.append(foreseen)
    }
    return (files.sorted { $0.artefact < $1.artefact }, sources)
  }

  /// What becomes of a file whose run is not done again.
  private static func swept(_ kind: RegisteredArtefact.Kind) -> ErasedFile.Action {
    switch kind {
    case .output: .filtered
    case .quarantine, .partial: .removed
    case .state: .unreached
    case .manifest: .kept
    }
  }
}
