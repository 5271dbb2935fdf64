import Columns
import Plan
import Transforms

/// The steps bound so far and what fitting has given them: computes columns on demand.
struct Program: Sendable {
  let plan: Plan
  /// The steps on columns, in the order of the file; each at most once.
  private(set) var bound: [BoundStep] = []
  /// All tables: the sources, then those that steps make.
  var tables: [BoundTable]
  /// By position in `Plan.steps`.
  var fitted: [Int: any FittedState] = [:]

  /// For transformers that hash values; the same whenever the key ring is.
  let hashSeed: UInt64?
  /// By position in `Plan.steps`: values of rows that were not fitted on which no fitted category stands for.
  let unknowns: [UnknownCounts]

  private var producers: [PlannedColumn.ID: Int] = [:]

  init(plan: Plan, hashSeed: UInt64?) {
    self.plan = plan
    self.hashSeed = hashSeed
    unknowns = plan.steps.map { _ in UnknownCounts() }
    tables = plan.binding.tables
  }

  /// The floor of people that counts in a table: none where its rows are nobody's.
  func k(of table: Int) -> Int? { tables[table].person == nil ? nil : plan.privacy?.k }

  /// What holds for fitting a step.
  func context(of step: BoundStep) -> FitContext {
    FitContext(
      inputs: step.inputs.map(\.field), target: tables[step.table].target?.field, k: k(of: step.table),
      hashSeed: hashSeed)
  }

  mutating func append(_ step: BoundStep) {
    for output in step.outputs { producers[output.id] = bound.count }
    bound.append(step)
  }

  /// Whether every step on the way to the columns has been fitted.
  func areComputable(_ columns: some Sequence<PlannedColumn>) -> Bool {
    var pending = columns.map(\.id)
    // Each step once: of five thousand columns all may come from one step with five thousand inputs.
    var seen: Set<Int> = []
    while let column = pending.popLast() {
      guard let producer = producers[column], seen.insert(producer).inserted else { continue }
      let step = bound[producer]
      if fitted[step.step] == nil { return false }
      for input in step.inputs { pending.append(input.id) }
    }
    return true
  }

  /// The columns that must be kept in a morsel that holds `present`, so that `targets` can be computed from them.
  func roots(of targets: Set<PlannedColumn.ID>, present: (PlannedColumn.ID) -> Bool) -> Set<PlannedColumn.ID> {
    var roots: Set<PlannedColumn.ID> = []
    var pending = Array(targets)
    var seen = targets
    var steps: Set<Int> = []
    while let column = pending.popLast() {
      guard !present(column), let producer = producers[column] else {
        roots.insert(column)
        continue
      }
      guard steps.insert(producer).inserted else { continue }
      for input in bound[producer].inputs where seen.insert(input.id).inserted { pending.append(input.id) }
    }
    return roots
  }

  /// Positions in `bound` of the steps that compute the columns `targets` of what is present, in the order in which they
  /// must be done.
  func steps(for targets: Set<PlannedColumn.ID>, isPresent: (PlannedColumn.ID) -> Bool) -> [Int] {
    var demanded: Set<Int> = []
    var pending = targets.filter { !isPresent($0) }.compactMap { producers[$0] }
    while let position = pending.popLast() {
      guard demanded.insert(position).inserted else { continue }
      for input in bound[position].inputs where !isPresent(input.id) {
        if let producer = producers[input.id] { pending.append(producer) }
      }
    }
    return demanded.sorted()
  }

  /// Computes the columns `targets` of the morsel, and what lies on the way to them.
  ///
  /// - Parameter isFittedRows: the rows are the ones that were fitted on, in the run that fits.
  func compute(
    _ targets: Set<PlannedColumn.ID>, of morsel: inout Morsel, isFittedRows: Bool
  ) throws(EngineError) {
    for position in steps(for: targets, isPresent: { morsel.columns[$0] != nil }) {
      let step = bound[position]
      guard let fitted = fitted[step.step] else { preconditionFailure("a step was asked for before it was fitted") }
      let transformer = plan.steps[step.step].transformer
      let readsTarget = isFittedRows && type(of: transformer).readsOwnTarget
      let rows = rows(
        step, of: morsel, target: readsTarget ? tables[step.table].target?.id : nil,
        unknowns: isFittedRows ? nil : unknowns[step.step])
      let columns: [Column]
      do {
        columns = try transformer.transformErased(rows, fitted, isFittedRows: isFittedRows)
      } catch {
        throw .step(StepFailure(step: step.step, table: tables[step.table].name, error: error))
      }
      precondition(columns.count == step.outputs.count, "a transformer puts out the columns it declared")
      for (output, column) in zip(step.outputs, columns) { morsel.columns[output.id] = column }
    }
  }

  /// The rows as the transformer of `step` sees them; its inputs must have been computed.
  func rows(
    _ step: BoundStep, of morsel: Morsel, target: PlannedColumn.ID? = nil, unknowns: UnknownCounts? = nil
  ) -> Rows {
    Rows(
      columns: step.inputs.map { morsel.columns[$0.id]! }, rowNumbers: morsel.rowNumbers,
      target: target.flatMap { morsel.columns[$0] }, hashes: morsel.hashes, people: morsel.people, hashSeed: hashSeed,
      unknowns: unknowns)
  }
}
