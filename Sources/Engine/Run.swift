import Columns
import Configuration
import Formats
package import Ledger
import Logging
import Plan
package import Privacy

/// A run from the source to published files: what `run`, `fit` and `apply` do.
///
/// Every file is written under a temporary name; only when all of them are complete are they renamed, the manifest
/// last. A run that fails or is interrupted leaves earlier files as they were.
package struct Run {
  package enum Command: String, Sendable {
    /// Fits and writes features, state and manifest.
    case run
    /// Fits and writes the state.
    case fit
    /// Writes the features of new rows.
    case apply
  }

  let job: Job
  let command: Command
  /// Where the state is written (`run`, `fit`) or read (`apply`).
  private let state: String?
  let egress: Egress
  /// What is asked of a registered run that is done again; `nil` for a new one.
  private let again: RunAgain?

  package init(_ command: Command, job: Job, state: String?, egress: Egress) {
    self.init(command, job: job, state: state, egress: egress, again: nil)
  }

  init(_ command: Command, job: Job, state: String?, egress: Egress, again: RunAgain?) {
    self.again = again
    self.command = command
    self.job = job
    self.state = state ?? job.plan.state
    self.egress = egress
  }

  var plan: Plan { job.plan }

  /// Carries the run out.
  ///
  /// - Returns: the account of it, as the manifest holds it.
  package func execute() throws(EngineError) -> RunRecord {
    let clock = ContinuousClock(), start = clock.now
    let started = WallClock.now
    if command == .fit, state == nil { throw .diagnostics([noState]) }
    try checkPlaces()
    var restored: FittedPipeline?
    if command == .apply { restored = try restore() }
    let id = again?.id ?? WallClock.runID(started)
    let registration =
      again != nil
      ? nil
      : try Registration(command.rawValue, of: job, run: id, started: started.description, state: state, egress: egress)
    let ingested: [Job.Ingested]
    do throws(EngineError) {
      ingested = try job.ingest(forFitting: command != .apply)
    } catch {
      registration?.failed(at: WallClock.now.description)
      throw error
    }
    let publication = Publication()
    var isPublished = false
    do throws(EngineError) {
      // A signal that found no publication has ended the process, or is about to.
      if job.cancellation.isCancelled { throw .interrupted }
      var record = record(of: ingested, id: id, started: started)
      record.ledger = registration.map { ($0.ledger.uri, $0.head) } ?? again?.ledger
      try again?.read(record)
      var tokens = RunTokens()
      tokens.sources = ingested.compactMap(\.tokens)
      let fit: Job.Fit
      if let restored { fit = try job.apply(restored, to: ingested) } else { fit = try job.fit(ingested) }
      let fitted = fit.pipeline
      record.addTables(of: fit)
      // Before a byte is written, and whether or not the state is: categories name columns of the outputs, where
      // `kind_` before a value hides it from a look at the name.
      try egressing { () throws(EgressError) in
        try OutputGate(policy: .block, detection: plan.detection).check(fitted.json, output: "state")
      }
      if command != .fit {
        try writeFeatures(fit, publication, &record, &tokens)
        try writeQuarantine(ingested, publication, &record)
      }
      record.accountForRest(of: fit)
      let document = fitted.document
      if let state, command != .apply {
        record.state = try write("state", text: document, to: state, publication)
      } else {
        record.state = RunRecord.File(
          name: "state", uri: state ?? "", bytes: document.utf8.count, digest: Digest.text(of: document))
      }
      record.describe(fitted)
      record.seconds = clock.now.seconds(since: start)
      precondition(record.tables.allSatisfy { $0.rows.addUp }, "each row lands in exactly one place")
      var account: RunRecord.File?
      if let manifest = plan.manifest {
        account = try write("manifest", text: record.json.pretty, to: manifest, publication)
      }
      try registration?.publishing(record, manifest: account, tokens, of: job)
      try again?.publishing(record, account, tokens)
      guard job.cancellation.close() else { throw .interrupted }
      try egressing { () throws(EgressError) in try publication.publish(only: again?.places) }
      isPublished = true
      try registration?.published(
        rows: record.rows.read, sources: record.sources.map { $0.digest ?? "" }, at: WallClock.now.description)
      for file in record.outputs + [record.quarantine].compactMap(\.self) {
        job.logger.debug(
          "published",
          metadata: [
            "output": "\(file.name)", "uri": "\(file.uri)", "rows": "\(file.rows ?? 0)", "bytes": "\(file.bytes)",
          ])
      }
      job.logger.debug("done", metadata: ["command": "\(command)", "ms": clock.now.milliseconds(since: start)])
      return record
    } catch {
      publication.abandon()
      // Files that are there are not denied because the ledger could not take down that they are.
      if !isPublished { registration?.failed(at: WallClock.now.description) }
      throw error
    }
  }

  /// Refuses to put a file in the place of one that is read, by whatever names the two go.
  private func checkPlaces() throws(EngineError) {
    var read = [plan.file]
    for source in plan.sources { read += try SourceTable.paths(source.uri) }
    if let ring = plan.privacy?.keyRing?.reference.file { read.append(ring) }
    if command == .apply, let state { read.append(state) }
    if let ledger = plan.ledger?.uri { read += [ledger, "\(ledger)-wal", "\(ledger)-shm"] }
    var written = [plan.manifest]
    if command != .apply { written.append(state) }
    if command != .fit { written += plan.outputs.map(\.uri) + [plan.quarantine] }
    let identities = Set(read.compactMap(FileIdentity.init))
    for path in written.compactMap(\.self) {
      guard let identity = FileIdentity(path), identities.contains(identity) else { continue }
      throw .diagnostics([
        Diagnostic(
          .sameFile, at: .whole(plan.file), "`\(path)` is read by this run and would be overwritten",
          help: "give the file that is written another path")
      ])
    }
  }

  private func restore() throws(EngineError) -> FittedPipeline {
    guard let state else { throw .diagnostics([noState]) }
    let document: [UInt8]
    do throws(FormatError) {
      document = try ByteSource(path: state).bytes()
    } catch {
      var diagnostic = error.diagnostic(reading: state)
      if case .notFound = error {
        diagnostic.help = "fit first, with `featurize run` or `featurize fit`, or name the state with --state"
      }
      throw .diagnostics([diagnostic])
    }
    return try FittedPipeline.read(document, named: state, for: plan, keys: job.intake.keys)
  }

  private var noState: Diagnostic {
    Diagnostic(
      .noState, at: .whole(plan.file), "there is no place for the fitted state",
      help: "add `state: {uri: …}` to the pipeline, or give --state")
  }

  /// Writes a document. A manifest names files as the user gave them, so it is redacted; the state has passed the gate.
  private func write(
    _ name: String, text: String, to path: String, _ publication: Publication
  ) throws(EngineError) -> RunRecord.File {
    try egressing { () throws(EgressError) in
      let text = name == "manifest" ? egress.redacted(text) : text
      if path == "-" { try egress.data(text) } else { try publication.file(at: path).write(text) }
      return RunRecord.File(name: name, uri: path, bytes: text.utf8.count, digest: Digest.text(of: text))
    }
  }
}

extension ContinuousClock.Instant {
  /// For the log: rounded, and as text.
  func milliseconds(since start: ContinuousClock.Instant) -> Logger.MetadataValue {
    "\(Int((seconds(since: start) * 1000).rounded()))"
  }

  func seconds(since start: ContinuousClock.Instant) -> Double {
    let duration = start.duration(to: self)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
