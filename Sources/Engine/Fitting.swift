import Columns
import Configuration
import Logging
import Plan
import Transforms

/// Fits the steps of a plan over the chunks of a dataset: as few passes as the graph allows, each one fitting all the
/// steps whose inputs can be computed.
struct Fitting {
  private let plan: Plan
  private let dataset: Dataset
  private let pool: Pool
  private let logger: Logger
  private(set) var program: Program
  private var binding: Binding
  private var nextStep = 0
  /// Steps that are bound and wait for a pass.
  private var unfitted: [BoundStep] = []

  init(plan: Plan, dataset: Dataset, pool: Pool, logger: Logger) {
    self.plan = plan
    self.dataset = dataset
    self.pool = pool
    self.logger = logger
    program = Program(plan: plan)
    binding = plan.binding
  }

  /// Fits everything; afterwards `program` is complete and `columns` are the final ones.
  mutating func run() throws(EngineError) {
    try bindAsFarAsPossible()
    while !unfitted.isEmpty {
      let ready = unfitted.filter { step in step.inputs.allSatisfy { program.isComputable($0.id) } }
      precondition(!ready.isEmpty, "a plan has no cycles")
      try pass(ready)
      unfitted.removeAll { step in ready.contains { $0.step == step.step } }
      try bindAsFarAsPossible()
    }
  }

  /// The columns that come out at the end.
  var columns: [PlannedColumn] { binding.columns }

  /// Binds steps in the order of the file, up to the first whose columns depend on something not yet fitted.
  private mutating func bindAsFarAsPossible() throws(EngineError) {
    while nextStep < plan.steps.count {
      let step = plan.steps[nextStep]
      var trial = binding
      let bound = try bind(step, in: &trial)
      let isOpen = bound.outputs.contains { $0.isOpen }
      if isOpen {
        // What comes out is known only after fitting: fit it first, then bind it for good.
        if program.fitted[nextStep] == nil {
          if !unfitted.contains(where: { $0.step == nextStep }) { unfitted.append(bound) }
          return
        }
      } else if program.fitted[nextStep] == nil {
        if step.transformer.learnsNothing {
          program.fitted[nextStep] = try finish(bound, step.transformer.statistics(context(of: bound)))
        } else {
          unfitted.append(bound)
        }
      }
      binding = trial
      program.append(bound)
      nextStep += 1
    }
  }

  private func bind(_ step: PlannedStep, in binding: inout Binding) throws(EngineError) -> BoundStep {
    do {
      return try binding.bind(step, at: nextStep, fitted: program.fitted[nextStep])
    } catch {
      throw .plan(error)
    }
  }

  /// One pass over the rows that are fitted on.
  private mutating func pass(_ ready: [BoundStep]) throws(EngineError) {
    let clock = ContinuousClock(), start = clock.now
    let identities = ready.map { step -> any Accumulator in
      plan.steps[step.step].transformer.statistics(context(of: step))
    }
    let needed = Set(ready.flatMap { $0.inputs.map(\.id) })
    let wanted = Set(binding.columns.map(\.id)).union(unfitted.flatMap { $0.inputs.map(\.id) })
    let program = program, target = plan.target?.id
    var totals = identities
    var rowCount = 0
    try dataset.forEachFitted(pool) { (morsel) throws(EngineError) -> (Int, [any Accumulator]) in
      try program.compute(needed, of: &morsel, isFittedRows: true)
      var statistics = identities
      for (position, step) in ready.enumerated() {
        let rows = program.rows(step, of: morsel, target: target)
        do throws(TransformError) {
          try statistics[position].update(rows)
        } catch {
          throw .step(StepFailure(step: step.step, error: error))
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
          throw .step(StepFailure(step: ready[position].step, error: error))
        }
      }
    }
    for (step, statistics) in zip(ready, totals) {
      self.program.fitted[step.step] = try finish(step, statistics)
      let planned = plan.steps[step.step]
      logger.debug(
        "fitted step",
        metadata: [
          "step": "\(planned.id)", "use": "\(planned.use)", "columns": "\(step.inputs.count)", "rows": "\(rowCount)",
        ])
    }
    logger.debug(
      "passed over the fitted rows",
      metadata: ["steps": "\(ready.count)", "rows": "\(rowCount)", "ms": clock.now.milliseconds(since: start)])
  }

  private func context(of step: BoundStep) -> FitContext {
    FitContext(inputs: step.inputs.map(\.field), target: plan.target?.field, k: plan.privacy?.k)
  }

  private func finish(_ step: BoundStep, _ statistics: any Accumulator) throws(EngineError) -> any FittedState {
    do {
      return try plan.steps[step.step].transformer.finishErased(statistics, context(of: step))
    } catch {
      throw .step(StepFailure(step: step.step, error: error))
    }
  }
}
