package import Columns
package import Configuration
import Formats
package import Ledger
package import Logging
package import Plan
package import Privacy
import Transforms

/// One piece of work on a plan: read, fit, transform. Synchronous; nothing is written.
package struct Job: Sendable {
  package private(set) var plan: Plan
  let intake: Intake
  /// Where the run is registered, and who is to be forgotten; `nil` where the plan keeps none.
  package let ledger: Ledger?
  /// Hashes tokens for the ledger's filters; `nil` where the run is not registered.
  let filterHasher: RowHasher?
  /// Of the ledger, when the job was made: a run that would publish after an erasure is told by it.
  let tombstoneCount: Int
  let pool: Pool
  let memory: MemoryBudget
  let chunkSize: Int
  let cancellation: Cancellation
  /// Phases at debug level, chunks at trace level: names, counts and seconds, never a value.
  let logger: Logger
  let progress: @Sendable (Progress) -> Void
  /// Told what the data show that should be looked at, such as tokens that can be guessed; `nil`: nobody looks.
  let remark: (@Sendable (Diagnostic) -> Void)?

  /// - Parameters:
  ///   - ledger: the plan's (`Ledger.open(for:keys:)`).
  ///   - tombstones: The people who were erased: their rows are left out as if no source held them. By default those of
  ///     the ledger.
  ///   - memory: Bytes of data that may be held; what does not fit is read again in each pass.
  ///   - chunkSize: Bytes of the source that make a unit of work. Fitted values depend on it in their last digits, so
  ///     commands leave it to the plan; tests make it small.
  ///   - logger: By default nothing is logged: what a host process says is its own affair.
  package init(
    plan: Plan, keys: KeyRings, ledger: Ledger? = nil, tombstones: Tombstones? = nil, threads: Int,
    memory: Int = Machine.memory / 4,
    chunkSize: Int? = nil, cancellation: Cancellation = Cancellation(),
    logger: Logger = Logger(label: "featurize") { _ in SwiftLogNoOpLogHandler() },
    progress: @escaping @Sendable (Progress) -> Void = { _ in },
    remark: (@Sendable (Diagnostic) -> Void)? = nil
  ) throws(EngineError) {
    self.plan = plan
    var keys = keys
    keys.salts = keys.salts ?? ledger
    self.ledger = ledger
    let forgotten = try ledger?.forgotten() ?? []
    tombstoneCount = forgotten.count
    intake = try Intake(plan, keys: keys, tombstones: tombstones ?? Tombstones(forgotten))
    do throws(PrivacyError) {
      // Under the ledger's primary key, also where an older one makes the tokens.
      let ring = ledger?.keys ?? keys.ring
      filterHasher = ledger == nil || plan.ledger?.isWritten != true ? nil : try ring?.filterHasher()
    } catch {
      throw .privacy(error)
    }
    pool = Pool(threads: threads)
    self.chunkSize = chunkSize ?? Self.chunkSize(for: plan)
    self.memory = MemoryBudget(limit: memory, chunkSize: self.chunkSize)
    self.cancellation = cancellation
    self.logger = logger
    self.progress = progress
    self.remark = remark
  }

  /// Larger for very wide tables: what is done once for each column of a chunk is then done for a few hundred rows.
  private static func chunkSize(for plan: Plan) -> Int {
    plan.sources.reduce(CSVDialect.defaultChunkSize) { max($0, $1.columns.count * bytesOfColumn) }
  }

  /// Of the source, that a chunk has for each of its columns at the least.
  private static let bytesOfColumn = 1 << 11

  /// The same work on other files of the same columns, by the names of the sources; undivided.
  package func reading(_ sources: [String: String]) -> Job {
    var job = self
    job.plan = plan.undivided(sources: sources)
    return job
  }

  /// How far a run has come.
  package struct Progress: Sendable {
    package enum Phase: String, Sendable { case reading, fitting, writing }
    package let phase: Phase
    package let done: Int
    package let of: Int
  }

  /// A fitted pipeline, and the tables that have been made on the way to it.
  package struct Fit: Sendable {
    package let pipeline: FittedPipeline
    let tables: Tables
  }

  /// Fits every step of the plan on the parts of the tables that are fitted on.
  package func fit(_ ingested: [Ingested]) throws(EngineError) -> Fit {
    var fitting = Fitting(self, ingested)
    try fitting.run()
    return Fit(
      pipeline: FittedPipeline(program: fitting.program, result: fitting.binding, keys: intake.keys),
      tables: fitting.tables)
  }

  /// Makes the tables of a fitted pipeline of further rows.
  package func apply(_ pipeline: FittedPipeline, to ingested: [Ingested]) throws(EngineError) -> Fit {
    var tables = Tables(ingested, job: self)
    for table in pipeline.program.tables {
      guard case .step(let step) = table.origin else { continue }
      try tables.make(table, step, pipeline.program, isFittingRun: false)
    }
    return Fit(pipeline: pipeline, tables: tables)
  }

  /// The transformed rows of one part of the split, in memory.
  package struct Part: Sendable {
    package let name: String
    package let schema: Schema
    package var batches: [Batch]
  }

  /// Transforms all rows of the last table and keeps them in memory, by part of the split (`all` without one).
  package func tables(_ fit: Fit, isFittingRun: Bool) throws(EngineError) -> [Part] {
    let view = fit.pipeline.result.current
    let dataset = fit.tables.datasets[view.table]
    var parts = dataset.division.partNames.map { Part(name: $0, schema: view.schema, batches: []) }
    try dataset.drain(pool) { (morsels) throws(EngineError) -> [Batch] in
      try morsels.enumerated().map { (part, morsel) throws(EngineError) in
        try fit.pipeline.transform(morsel, to: view, isFittedRows: isFittingRun && part == dataset.division.fitOn)
      }
    } commit: { (batches) throws(EngineError) in
      for (part, batch) in batches.enumerated() where batch.rowCount > 0 { parts[part].batches.append(batch) }
    }
    return parts
  }
}

extension FittedPipeline {
  /// The columns of a view for the morsel.
  func transform(_ morsel: Morsel, to view: TableView, isFittedRows: Bool) throws(EngineError) -> Batch {
    var morsel = morsel
    let targets = view.columns.map(\.id)
    try program.compute(Set(targets), of: &morsel, isFittedRows: isFittedRows)
    return Batch(
      schema: view.schema, columns: targets.map { morsel.columns[$0]! }, rowNumbers: morsel.rowNumbers)
  }
}
