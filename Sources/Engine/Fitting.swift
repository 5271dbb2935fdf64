import Columns
import Configuration
import Logging
import Plan
import Transforms

/// Fits the steps of a plan over the chunks of its tables: as few passes as the graph allows, each one fitting all the
/// steps of a table whose inputs can be computed. A table that a step makes is made as soon as its inputs can be.
struct Fitting {
  private let plan: Plan
  private let pool: Pool
  private let logger: Logger
  private let memory: MemoryBudget
  private(set) var tables: Tables
  private(set) var program: Program
  private(set) var binding: Binding
  private var nextStep = 0
  /// Steps that are bound and wait for a pass.
  private(set) var unfitted: [BoundStep] = []
  /// What has been collected elsewhere, by position of the step.
  private let collected: [Int: any Accumulator]

  /// - Parameter collected: the statistics of earlier rounds of a partial fit. Not the fitted states: those do not
  ///   hold what fitted rows are encoded by.
  init(_ job: Job, _ ingested: [Job.Ingested], collected: [Int: any Accumulator] = [:]) {
    self.collected = collected
    plan = job.plan
    pool = job.pool
    logger = job.logger
    memory = job.memory
    tables = Tables(ingested, job: job)
    program = Program(plan: plan, hashSeed: job.intake.keys.hashSeed)
    binding = plan.binding
  }

  /// What one or more passes have collected for steps whose inputs could be computed.
  struct Round {
    var statistics: [(step: BoundStep, statistics: any Accumulator)]
    var rowCount = 0
  }

  /// Fits everything; afterwards `program` is complete, and `binding` has the final columns.
  mutating func run() throws(EngineError) {
    while let round = try collect() { try finish(round) }
  }

  /// One round of `run`: what the rows tell of the steps that come next; `nil` when all are fitted.
  mutating func collect() throws(EngineError) -> Round? {
    guard let ready = try nextSteps() else { return nil }
    var round = Round(statistics: [])
    for table in Set(ready.map(\.table)).sorted() {
      try pass(ready.filter { $0.table == table }, over: table, into: &round)
    }
    return round
  }

  /// The steps that can be fitted next; `nil` when all are.
  mutating func nextSteps() throws(EngineError) -> [BoundStep]? {
    try bindAsFarAsPossible()
    guard nextStep < plan.steps.count || !unfitted.isEmpty else { return nil }
    let ready = unfitted.filter { program.areComputable($0.inputs) }
    precondition(!ready.isEmpty, "a plan has no cycles")
    return ready
  }

  /// Fits the steps of a round.
  mutating func finish(_ round: Round) throws(EngineError) {
    for (step, statistics) in round.statistics {
      program.fitted[step.step] = try finish(step, statistics)
      let planned = plan.steps[step.step]
      logger.debug(
        "fitted step",
        metadata: [
          "step": "\(planned.id)", "use": "\(planned.use)", "columns": "\(step.inputs.count)",
          "rows": "\(round.rowCount)",
        ])
    }
    unfitted.removeAll { program.fitted[$0.step] != nil }
  }

  /// Binds steps in the order of the file, up to the first whose columns depend on something not yet fitted.
  private mutating func bindAsFarAsPossible() throws(EngineError) {
    while nextStep < plan.steps.count {
      var trial = binding
      var bound = try bind(plan.steps[nextStep], in: &trial)
      if case .columns(let step) = bound, program.fitted[nextStep] == nil, let statistics = collected[nextStep] {
        program.fitted[nextStep] = try finish(step, statistics)
        trial = binding
        bound = try bind(plan.steps[nextStep], in: &trial)
      }
      switch bound {
      case .columns(let bound): guard try take(bound) else { return }
      case .table(let bound):
        guard program.areComputable(bound.inputs.flatMap(\.columns)) else { return }
        program.tables = trial.tables
        try tables.make(trial.tables[trial.tables.count - 1], bound, program, isFittingRun: true)
      }
      binding = trial
      nextStep += 1
    }
  }

  /// Takes a step into the program; `false` if it must be fitted before its columns are known.
  private mutating func take(_ bound: BoundStep) throws(EngineError) -> Bool {
    if program.fitted[nextStep] == nil {
      let transformer = plan.steps[nextStep].transformer
      if bound.outputs.contains(where: { $0.isOpen }) {
        // What comes out is known only after fitting: fit it first, then bind it for good.
        if !unfitted.contains(where: { $0.step == nextStep }) { unfitted.append(bound) }
        return false
      }
      if transformer.learnsNothing {
        program.fitted[nextStep] = try finish(bound, transformer.statistics(program.context(of: bound)))
      } else {
        unfitted.append(bound)
      }
    }
    program.append(bound)
    return true
  }

  private func bind(_ step: PlannedStep, in binding: inout Binding) throws(EngineError) -> Binding.Bound {
    do {
      return try binding.bind(step, at: nextStep, fitted: program.fitted[nextStep])
    } catch {
      throw .plan(error)
    }
  }

  /// The columns that something to come may ask for: of the current table, and of tables that a later step or an
  /// output names.
  private var wanted: Set<PlannedColumn.ID> {
    let names = plan.steps[nextStep...].flatMap(\.from) + plan.outputs.compactMap(\.from)
    return Set(binding.columns(ofTablesNamed: Set(names.map(\.value))).map(\.id))
      .union(unfitted.flatMap { $0.inputs.map(\.id) })
  }

  /// One pass over the rows of a table that are fitted on.
  private func pass(_ ready: [BoundStep], over table: Int, into round: inout Round) throws(EngineError) {
    let clock = ContinuousClock(), start = clock.now
    let program = program, name = program.tables[table].name, target = program.tables[table].target?.id
    let identities = ready.map { step -> any Accumulator in
      plan.steps[step.step].transformer.statistics(program.context(of: step))
    }
    let needed = Set(ready.flatMap { $0.inputs.map(\.id) })
    let wanted = wanted
    var totals = identities
    var rowCount = 0, chunksDone = 0
    let dataset = tables.datasets[table]
    try dataset.forEachFitted(pool) { (morsel) throws(EngineError) -> (Int, [any Accumulator]) in
      try program.compute(needed, of: &morsel, isFittedRows: true)
      var statistics = identities
      for (position, step) in ready.enumerated() {
        let rows = program.rows(step, of: morsel, target: target)
        do throws(TransformError) {
          try statistics[position].update(rows)
        } catch {
          throw .step(StepFailure(step: step.step, table: name, error: error))
        }
      }
      let kept = program.roots(of: wanted) { morsel.columns[$0] != nil }
      morsel.columns = morsel.columns.filter { kept.contains($0.key) }
      return (morsel.count, statistics)
    } commit: { (count, statistics) throws(EngineError) in
      rowCount += count
      for position in totals.indices {
        do throws(TransformError) {
          try totals[position].mergeErased(statistics[position])
        } catch {
          throw .step(StepFailure(step: ready[position].step, table: name, error: error))
        }
      }
      chunksDone += 1
      try requireRoom(for: zip(ready, totals), in: dataset, share: Double(chunksDone) / Double(dataset.chunkCount))
    }
    dataset.leaveRoom(for: 0)
    round.statistics += zip(ready, totals).map { ($0, $1) }
    round.rowCount += rowCount
    logger.debug(
      "passed over the fitted rows",
      metadata: ["steps": "\(ready.count)", "rows": "\(rowCount)", "ms": clock.now.milliseconds(since: start)])
  }

  /// Makes room for the values that steps keep until they have seen all rows; refuses more than may be held.
  ///
  /// - Parameter share: of the chunks that have been seen.
  private func requireRoom(
    for statistics: some Sequence<(BoundStep, any Accumulator)>, in dataset: Dataset, share: Double
  ) throws(EngineError) {
    let holders = statistics.map { (step: $0, bytes: $1.heldByteCount) }
    let bytes = holders.reduce(0) { $0 + $1.bytes }
    guard !memory.allows(bytes) else { return dataset.leaveRoom(for: bytes) }
    guard let largest = holders.max(by: { $0.bytes < $1.bytes }) else { return }
    let step = plan.steps[largest.step.step]
    throw .diagnostics([
      Diagnostic(
        .notEnoughMemory, at: .file(plan.file, step.span),
        "step `\(step.id)` keeps all values of its columns until it has seen every row, "
          + "\(MemoryBudget.text(Int(Double(bytes) / share))) with the steps beside it, more than --memory allows",
        help: "raise --memory, or learn from fewer: `strategy: mean`, a `subsample`, or fewer columns")
    ])
  }

  private func finish(_ step: BoundStep, _ statistics: any Accumulator) throws(EngineError) -> any FittedState {
    do {
      return try plan.steps[step.step].transformer.finishErased(statistics, program.context(of: step))
    } catch {
      throw .step(StepFailure(step: step.step, table: program.tables[step.table].name, error: error))
    }
  }
}
