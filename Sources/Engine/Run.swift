import Columns
package import Configuration
import Formats
package import Ledger
package import Plan
import Privacy

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

  private let job: Job
  private let command: Command
  /// Where the state is written (`run`, `fit`) or read (`apply`).
  private let state: String?
  private let egress: Egress

  package init(_ command: Command, job: Job, state: String?, egress: Egress) {
    self.command = command
    self.job = job
    self.state = state ?? job.plan.state
    self.egress = egress
  }

  private var plan: Plan { job.plan }

  /// Carries the run out.
  ///
  /// - Returns: the account of it, as the manifest holds it.
  package func execute() throws(EngineError) -> RunRecord {
    let clock = ContinuousClock(), start = clock.now
    if command == .fit, state == nil {
      throw .diagnostics([
        Diagnostic(
          .noState, at: .whole(plan.file), "there is no place for the fitted state",
          help: "add `state: {uri: …}` to the pipeline, or give --state")
      ])
    }
    var restored: FittedPipeline?
    if command == .apply { restored = try restore() }
    let ingested = try job.ingest(forFitting: command != .apply)
    let publication = Publication()
    do {
      var record = record(of: ingested)
      let fitted = try restored ?? job.fit(ingested.dataset)
      if command != .fit {
        try writeOutputs(fitted, ingested, publication, &record)
        try writeQuarantine(ingested, publication, &record)
      }
      if command != .apply, let state {
        record.state = try write("state", fitted.document, to: state, publication)
      } else {
        record.state = RunRecord.File(name: "state", uri: state ?? "", bytes: 0, digest: fitted.digest)
      }
      record.steps = fitted.stepRecords
      record.seconds = Double(start.duration(to: clock.now).components.seconds)
        + Double(start.duration(to: clock.now).components.attoseconds) * 1e-18
      precondition(record.rows.addUp, "each row lands in exactly one place")
      if let manifest = plan.manifest {
        _ = try write("manifest", record.json.pretty, to: manifest, publication)
      }
      if job.cancellation.isCancelled { throw EngineError.interrupted }
      try egressing { () throws(EgressError) in try publication.publish() }
      return record
    } catch {
      publication.abandon()
      throw error
    }
  }
}
