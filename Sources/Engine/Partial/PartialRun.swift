import Columns
import Configuration
import Formats
import Ledger
package import Plan
package import Privacy

/// The commands of a fit in parts: `fit --partial`, `merge`, `finish`.
///
/// Each is registered as a run whose sources are those that its parts were collected from. It cannot be done again, so
/// an erasure takes parts away and names the states that were finished from them.
package struct PartialRun {
  /// As the ledger names them.
  private enum Command: String {
    case collect = "fit --partial"
    case merge, finish
  }

  let job: Job
  let egress: Egress

  package init(job: Job, egress: Egress) {
    self.job = job
    self.egress = egress
  }

  /// Collects the next round over the job's data and writes it.
  ///
  /// - Parameter earlier: the merged file of the round before.
  package func collect(after earlier: String?, to path: String) throws(EngineError) -> PartialFit {
    try registered(.collect, .partial, path) { () throws(EngineError) in
      let earlier = try earlier.map { (earlier) throws(EngineError) in try read(earlier) }
      let partial = try PartialFit(job, after: earlier)
      return (partial, try partial.document(job), partial.sources)
    }
  }

  /// Joins parts in the given order.
  package func merge(_ paths: [String], to path: String) throws(EngineError) -> PartialFit {
    try registered(.merge, .partial, path) { () throws(EngineError) in
      var merged = try read(paths[0])
      for path in paths.dropFirst() { try merged.merge(try read(path), for: job.plan) }
      return (merged, try merged.document(job), merged.sources)
    }
  }

  /// Makes the fitted state of a merged part.
  package func finish(_ part: String, to path: String) throws(EngineError) -> FittedPipeline {
    try registered(.finish, .state, path) { () throws(EngineError) in
      let part = try read(part)
      let fitted = try part.finish(job)
      try egressing { () throws(EgressError) in
        try OutputGate(policy: .block, detection: job.plan.detection).check(fitted.json, output: "state")
      }
      return (fitted, Array(fitted.document.utf8), part.sources)
    }
  }

  /// Makes a file and publishes it; the ledger is told before and after.
  private func registered<Value>(
    _ command: Command, _ kind: RegisteredArtefact.Kind, _ path: String,
    _ make: () throws(EngineError) -> (Value, document: [UInt8], sources: [CollectedSource])
  ) throws(EngineError) -> Value {
    let started = WallClock.now
    let id = WallClock.runID(started)
    let registration = try Registration(
      command.rawValue, of: job, run: id, started: started.description, state: path, egress: egress)
    do throws(EngineError) {
      let (value, document, sources) = try make()
      let digest = DigestStream()
      document.withUnsafeBytes { digest.update($0) }
      let artefact = RegisteredArtefact(
        run: id, kind: kind, name: kind.rawValue, uri: egress.redacted(path), path: WorkingDirectory.absolute(path),
        rows: nil, bytes: document.count, digest: digest.text())
      try publish(document, to: path) { () throws(EngineError) in
        try registration?.publishing(
          sources.enumerated().map { ($1.registered(by: id, at: $0, egress), $1.filter) }, [(artefact, nil)], of: job)
      }
      try registration?.published(
        rows: sources.reduce(0) { $0 + $1.rows }, sources: sources.map(\.digest), at: WallClock.now.description)
      return value
    } catch {
      registration?.failed(at: WallClock.now.description)
      throw error
    }
  }

  private func read(_ path: String) throws(EngineError) -> PartialFit {
    let part = try PartialFit(document: Self.bytes(of: path), named: path, job)
    guard let ledger = job.ledger, let hasher = job.filterHasher else { return part }
    let tombstones = try registering { () throws(LedgerError) in
      try ledger.read { (session) throws(LedgerError) in try session.tombstones() }
    }
    let isVaulted = !job.plan.vaultedRules.isEmpty
    guard part.sources.contains(where: { $0.mayHoldErased(tombstones, hasher, isVaulted: isVaulted) }) else {
      return part
    }
    throw .diagnostics([
      Diagnostic(
        .erasedFromPart, at: .whole(path), "people were erased after the part was collected, and they may be in it",
        help: "collect it again with `featurize fit --partial`, which leaves them out, and delete this file")
    ])
  }

  /// A part, whole.
  package static func bytes(of path: String) throws(EngineError) -> [UInt8] {
    do throws(FormatError) {
      return try ByteSource(path: path).bytes()
    } catch {
      throw .diagnostics([error.diagnostic(reading: path)])
    }
  }

  private func publish(
    _ bytes: [UInt8], to path: String, announcing announce: () throws(EngineError) -> Void
  ) throws(EngineError) {
    let publication = Publication()
    do throws(EngineError) {
      try egressing { () throws(EgressError) in
        try bytes.withUnsafeBufferPointer { (bytes) throws(EgressError) in
          let bytes = UnsafeRawBufferPointer(bytes)
          if path == "-" { try egress.data(bytes) } else { try publication.file(at: path).write(bytes) }
        }
      }
      try announce()
      guard job.cancellation.close() else { throw .interrupted }
      try egressing { () throws(EgressError) in try publication.publish() }
    } catch {
      publication.abandon()
      throw error
    }
  }
}
