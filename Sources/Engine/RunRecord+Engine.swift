import Columns
import Configuration
import Ledger
import Plan
import Privacy

extension Run {
  /// What is known once the source has been read.
  func record(of ingested: Job.Ingested, started: Timestamp) -> RunRecord {
    var record = RunRecord(
      id: WallClock.runID(started), command: command.rawValue, version: Version.current,
      started: started.description, pipeline: plan.name, pipelineFile: plan.file,
      source: RunRecord.Source(
        name: plan.source.name, uri: plan.source.uri, bytes: ingested.byteCount, digest: ingested.digest))
    record.rows.read = ingested.rowCount
    // Fitting alone writes no quarantine.
    if plan.quarantine != nil, command != .fit {
      record.rows.quarantined = ingested.invalid.count
    } else {
      record.rows.dropped = ingested.invalid.count
    }
    record.invalid = ingested.invalid.countsByRule
    record.k = plan.privacy?.k
    record.kid = job.intake.keys.kid
    record.treatments = plan.source.columns.compactMap { column in
      column.treatment.map { treatment in
        RunRecord.Treatment(
          column: column.field.name, rule: treatment.ruleID, use: treatment.use,
          before: column.field.sensitivity.name, after: column.ingested?.sensitivity.name)
      }
    }
    return record
  }
}

extension RunRecord {
  /// The steps with the columns that they were resolved to.
  mutating func describe(_ fitted: FittedPipeline) {
    steps = fitted.program.bound.map { bound in
      let step = fitted.plan.steps[bound.step]
      return Step(
        id: step.id, use: step.use, inputs: bound.inputs.map(\.field.name), outputs: bound.outputs.map(\.field.name))
    }
  }
}
