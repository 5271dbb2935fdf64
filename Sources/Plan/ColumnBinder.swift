import Columns
import Configuration
import Transforms

/// Resolves one step on columns against the table it works on.
struct ColumnBinder {
  let step: PlannedStep
  let transformer: any Transformer
  let selector: Located<ColumnSelector>?
  let outputName: Located<String>?

  /// The bound step, and the table's columns after it.
  func bind(
    _ view: TableView, target: Field?, position: Int, fitted: (any FittedState)?, nextID: inout PlannedColumn.ID
  ) throws(PlanProblem) -> (BoundStep, [PlannedColumn]) {
    if type(of: transformer).needsTarget, target == nil {
      throw step.problem(.missingTarget(member: step.use))
    }
    let selected = try inputs(among: view.columns)
    let inputs = selected + (try companions(beside: selected, among: view.columns))
    for input in inputs { try input.requireTreated(before: step) }
    let fields = inputs.map(\.field)
    let declared: [OutputField]
    do {
      try transformer.check(fields, target: target)
      declared = try transformer.outputsErased(fields, fitted)
    } catch {
      throw step.problem(error)
    }
    try checkNamePattern(declared, from: inputs)
    var outputs: [PlannedColumn] = []
    for output in declared {
      outputs.append(made(output, from: inputs, as: nextID))
      nextID += 1
    }
    let columns = placed(outputs, declared, instead: selected, among: view.columns)
    try columns.requireDistinctNames(after: step)
    return (BoundStep(step: position, table: view.table, inputs: inputs, outputs: outputs), columns)
  }

  private func inputs(among columns: [PlannedColumn]) throws(PlanProblem) -> [PlannedColumn] {
    if let selector { return try selector.value.resolve(among: columns, at: selector.span) }
    return try read(transformer.ownInputs ?? [], among: columns)
  }

  /// The columns that the step reads beside those that it is applied to.
  private func companions(
    beside selected: [PlannedColumn], among columns: [PlannedColumn]
  ) throws(PlanProblem) -> [PlannedColumn] {
    let companions = try read(transformer.companions, among: columns)
    for (name, column) in zip(transformer.companions, companions)
    where selected.contains(where: { $0.id == column.id }) {
      throw PlanProblem(
        .duplicateColumn, at: name.span, "step `\(step.id)` reads `\(name.value)` and is applied to it as well",
        help: "leave it out with `except:`")
    }
    return companions
  }

  /// The columns of these names; none may be the target, or known only after fitting.
  private func read(
    _ names: [Located<String>], among columns: [PlannedColumn]
  ) throws(PlanProblem) -> [PlannedColumn] {
    var inputs: [PlannedColumn] = []
    for name in names {
      let column = try columns.column(named: name)
      if column.field.role == .target {
        throw PlanProblem(
          .roleNotFeature, at: name.span, "step `\(step.id)` reads the target `\(name.value)`",
          help: "leave it out: a feature made of the target is not known for new rows")
      }
      if column.isFamily {
        throw PlanProblem(
          .unknownColumn, at: name.span,
          "`\(name.value)` belongs to the columns `\(column.field.name)`, which are known only after fitting")
      }
      inputs.append(column)
    }
    return inputs
  }

  /// `as:` names one output per input.
  private func checkNamePattern(
    _ declared: [OutputField], from inputs: [PlannedColumn]
  ) throws(PlanProblem) {
    guard let pattern = outputName else { return }
    let isOneEach = declared.allSatisfy { output in
      guard let position = output.replaces, declared.count(where: { $0.replaces == position }) == 1 else {
        return false
      }
      return inputs[position].isFamily || !output.isFamily
    }
    guard isOneEach, pattern.value.contains("{column}") else {
      throw PlanProblem(
        .badOutputName, at: pattern.span,
        "`as: \(pattern.value)` cannot name the outputs of `\(step.use)`",
        help: "write `{column}` in the pattern; it works for steps with one output per input")
    }
  }

  private func made(_ output: OutputField, from inputs: [PlannedColumn], as id: PlannedColumn.ID) -> PlannedColumn {
    var field = output.field
    let input = output.replaces.map { inputs[$0] }
    if let pattern = outputName, let input {
      field.name = pattern.value.replacing("{column}", with: input.field.name)
    }
    // What is made of a column that fitting may name or drop is as open as that column.
    let isOpen = output.isOpen || input?.isOpen == true
    return PlannedColumn(
      id: id, field: field, isOpen: isOpen, path: (input ?? inputs.first).map { $0.path + [step.id] } ?? [step.id])
  }

  private func placed(
    _ outputs: [PlannedColumn], _ declared: [OutputField], instead inputs: [PlannedColumn],
    among columns: [PlannedColumn]
  ) -> [PlannedColumn] {
    guard type(of: transformer).replacesInputs, outputName == nil else { return columns + outputs }
    // By position of the input that they replace: a table may have thousands of columns.
    let positions = Dictionary(inputs.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var made: [Int: [PlannedColumn]] = [:]
    for (output, column) in zip(declared, outputs) {
      if let position = output.replaces { made[position, default: []].append(column) }
    }
    var next: [PlannedColumn] = []
    for column in columns {
      guard let position = positions[column.id] else {
        next.append(column)
        continue
      }
      let made = made[position] ?? []
      // A step may take one column of a family and leave the others.
      if column.isFamily, !made.contains(where: { $0.field.name == column.field.name }) { next.append(column) }
      next += made
    }
    return next + zip(declared, outputs).filter { $0.0.replaces == nil }.map(\.1)
  }
}
