import Columns
import Configuration
import Formats
package import Ledger
import Privacy

/// Settles what killed runs left open in a ledger.
package struct LedgerRepair {
  /// What was settled.
  package struct Outcome: Sendable {
    /// Runs that had begun and published nothing.
    package fileprivate(set) var abandoned: [String] = []
    /// Runs that were killed while publishing, with how many of their files are in their places.
    package fileprivate(set) var published: [(run: String, present: Int, absent: Int)] = []
    /// Runs whose process is still there, or ran on another machine.
    package fileprivate(set) var untouched: [String] = []
  }

  private let ledger: Ledger
  private let isOfOneMachine: Bool

  /// - Parameter isOfOneMachine: whether only this machine writes to the ledger, as to a file: then a process that ran
  ///   before the machine was last started is gone. Otherwise it may run on another one.
  package init(_ ledger: Ledger, isOfOneMachine: Bool) {
    self.ledger = ledger
    self.isOfOneMachine = isOfOneMachine
  }

  /// A file of a run that was killed while publishing is there if it has the digest that was registered before.
  ///
  /// - Parameter damaged: what was taken over from a damaged file, to be told in the audit chain.
  package func settle(afterSalvage salvage: Salvage? = nil) throws(EngineError) -> Outcome {
    let runs = try registering { () throws(LedgerError) in
      try ledger.read { (session) throws(LedgerError) in
        try session.unfinishedRuns().map { (run) throws(LedgerError) in (run, try session.artefacts(ofRun: run.id)) }
      }
    }
    var outcome = Outcome()
    var present: [Int: Bool] = [:]
    for (run, artefacts) in runs {
      guard run.process.isRunning == false || run.process.isRunning == nil && isOfOneMachine else {
        outcome.untouched.append(run.id)
        continue
      }
      guard run.status == .publishing else {
        outcome.abandoned.append(run.id)
        continue
      }
      for artefact in artefacts where artefact.status == .pending { present[artefact.id] = isInPlace(artefact) }
      let count = artefacts.count { present[$0.id] == true }
      outcome.published.append((run.id, count, artefacts.count - count))
    }
    guard salvage != nil || !outcome.abandoned.isEmpty || !outcome.published.isEmpty else { return outcome }
    let moment = WallClock.now.description
    let settled = outcome
    try registering { () throws(LedgerError) in
      try ledger.write { (session) throws(LedgerError) in
        for run in settled.abandoned { try session.set(.abandoned, ofRun: run, finished: moment) }
        for (run, _, _) in settled.published {
          for artefact in try session.artefacts(ofRun: run) where present[artefact.id] == false {
            try session.set(.removed, ofArtefact: artefact.id)
          }
          try session.set(.abandoned, ofRun: run, finished: moment)
          try session.settleArtefacts(ofRun: run)
        }
        try session.append(
          .repair,
          [
            "salvaged": .bool(salvage != nil), "abandoned": .array(settled.abandoned.map { .string($0) }),
            "published": .array(settled.published.map { .string($0.run) }),
          ], at: moment)
      }
    }
    return outcome
  }

  private func isInPlace(_ artefact: RegisteredArtefact) -> Bool {
    guard let path = artefact.path else { return true }
    // What went to standard output may have arrived.
    if path == "-" { return true }
    guard let source = try? ByteSource(path: path), source.count == artefact.bytes else { return false }
    let digest = DigestStream()
    for start in stride(from: 0, to: source.count, by: 4 << 20) {
      let end = min(start + 4 << 20, source.count)
      guard let bytes = try? source.read(start..<end) else { return false }
      bytes.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(start: $0, count: end - start)) }
    }
    return digest.text() == artefact.digest
  }
}
