package import Columns
import Configuration
import Formats
package import Logging
package import Plan
import Privacy
import Transforms

/// One piece of work on a plan: read, fit, transform. Synchronous; nothing is written.
package struct Job: Sendable {
  package private(set) var plan: Plan
  let intake: Intake
  let pool: Pool
  let memory: Int
  let chunkSize: Int
  let cancellation: Cancellation
  /// Phases at debug level, chunks at trace level: names, counts and seconds, never a value.
  let logger: Logger
  let progress: @Sendable (Progress) -> Void

  /// - Parameters:
  ///   - memory: Bytes of data that may be kept between passes; what does not fit is read again.
  ///   - chunkSize: Bytes of the source that make a unit of work. Fitted values depend on it in their last digits, so
  ///     commands leave it alone; tests make it small.
  ///   - logger: By default nothing is logged: what a host process says is its own affair.
  package init(
    plan: Plan, keys: KeyRings, threads: Int, memory: Int = Machine.memory / 4,
    chunkSize: Int = CSVDialect.defaultChunkSize, cancellation: Cancellation = Cancellation(),
    logger: Logger = Logger(label: "featurize") { _ in SwiftLogNoOpLogHandler() },
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) throws(EngineError) {
    self.plan = plan
    intake = try Intake(plan, keys: keys)
    pool = Pool(threads: threads)
    self.memory = memory
    self.chunkSize = chunkSize
    self.cancellation = cancellation
    self.logger = logger
    self.progress = progress
  }

  /// The same work on another file of the same columns, undivided.
  package func reading(_ source: String) -> Job {
    var job = self
    job.plan = plan.undivided(source: source)
    return job
  }

  /// How far a run has come.
  package struct Progress: Sendable {
    package enum Phase: String, Sendable { case reading, fitting, writing }
    package let phase: Phase
    package let done: Int
    package let of: Int
  }

  /// Fits every step of the plan on the part of the dataset that is fitted on.
  package func fit(_ dataset: Dataset) throws(EngineError) -> FittedPipeline {
    var fitting = Fitting(plan: plan, dataset: dataset, pool: pool, logger: logger)
    try fitting.run()
    return FittedPipeline(program: fitting.program, columns: fitting.columns, keys: intake.keys)
  }

  /// The transformed rows of one part of the split, in memory.
  package struct Part: Sendable {
    package let name: String
    package let schema: Schema
    package var batches: [Batch]
  }

  /// Transforms all rows and keeps them in memory, by part of the split (`all` without one).
  package func tables(
    _ fitted: FittedPipeline, _ dataset: Dataset, isFittingRun: Bool
  ) throws(EngineError) -> [Part] {
    let schema = Schema(fitted.columns.map(\.field))
    var parts = dataset.partNames.map { Part(name: $0, schema: schema, batches: []) }
    try dataset.drain(pool) { (morsels) throws(EngineError) -> [Batch] in
      try morsels.enumerated().map { (part, morsel) throws(EngineError) in
        try fitted.transform(morsel, isFittedRows: isFittingRun && part == plan.split?.fitOn ?? 0)
      }
    } commit: { (batches) throws(EngineError) in
      for (part, batch) in batches.enumerated() where batch.rowCount > 0 { parts[part].batches.append(batch) }
    }
    return parts
  }
}

extension FittedPipeline {
  /// The final columns of the morsel.
  func transform(_ morsel: Morsel, isFittedRows: Bool) throws(EngineError) -> Batch {
    var morsel = morsel
    let targets = columns.map(\.id)
    try program.compute(Set(targets), of: &morsel, isFittedRows: isFittedRows)
    return Batch(
      schema: Schema(columns.map(\.field)), columns: targets.map { morsel.columns[$0]! },
      rowNumbers: morsel.rowNumbers)
  }
}
