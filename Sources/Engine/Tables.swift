import Columns
import Configuration
import Logging
import Plan
import Transforms

/// The tables of a run at work: those of the sources, and each that a step makes of others as soon as its inputs can be
/// computed.
struct Tables {
  /// By position in `Binding.tables`.
  private(set) var datasets: [Dataset]
  /// Rows of each table.
  private(set) var rowCounts: [Int]
  private let job: Job

  init(_ ingested: [Job.Ingested], job: Job) {
    datasets = ingested.map(\.dataset)
    rowCounts = ingested.map { $0.rowCount - $0.invalid.count }
    self.job = job
  }

  /// Makes the next table.
  ///
  /// - Parameter isFittingRun: the rows that were fitted on are transformed as such.
  mutating func make(
    _ table: BoundTable, _ step: BoundTableStep, _ program: Program, isFittingRun: Bool
  ) throws(EngineError) {
    let clock = ContinuousClock(), start = clock.now
    guard case .tables(let transformer, _, _) = job.plan.steps[step.step].work else {
      preconditionFailure("tables are made by steps on tables")
    }
    let rows = try TableStep(job: job, datasets: datasets, bound: step, program: program, isFittingRun: isFittingRun)
      .rows(by: transformer)
    precondition(rows.columns.count == table.columns.count, "a transformer puts out the columns it declared")
    let made = MadeTable(rows, division: RowDivision(table, job.plan, job.intake))
    datasets.append(Dataset(reader: made, budget: job.memory.kept, cancellation: job.cancellation))
    rowCounts.append(rows.count)
    job.logger.debug(
      "made table",
      metadata: [
        "step": "\(table.name)", "tables": "\(step.inputs.count)", "rows": "\(rows.count)",
        "columns": "\(rows.columns.count)", "ms": clock.now.milliseconds(since: start),
      ])
  }
}
