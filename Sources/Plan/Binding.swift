package import Columns
import Configuration
package import Transforms

/// The columns as they stand while the steps are walked in order, each step seeing what the ones before it left.
///
/// Walked once before fitting, where families are open, and again while fitting, where they have become columns: the
/// same rules both times.
package struct Binding: Sendable {
  package private(set) var columns: [PlannedColumn]
  private var nextID: PlannedColumn.ID
  private let target: Field?

  /// - Parameter ingested: the columns after the privacy rules, each with the name of its source.
  package init(ingested: Schema, source: String) {
    columns = ingested.fields.enumerated().map { position, field in
      PlannedColumn(id: position, field: field, isOpen: false, path: ["\(source).\(field.name)"])
    }
    nextID = ingested.count
    target = ingested.fields.first { $0.role == .target }
  }

  /// Resolves the step's inputs, checks them, and puts its outputs in place.
  package mutating func bind(
    _ step: PlannedStep, at position: Int, fitted: (any FittedState)? = nil
  ) throws(PlanProblem) -> BoundStep {
    let selected = try inputs(of: step)
    let inputs = selected + (try companions(of: step, beside: selected))
    for input in inputs where !input.field.sensitivity.mayLeave {
      throw PlanProblem(
        .untreatedReachesStep, at: step.span,
        "\(input.field.sensitivity.name) `\(input.field.name)` reaches step `\(step.id)` untreated "
          + "(path: \(input.path.joined(separator: " -> ")))",
        help: "add a rule under privacy.rules, or leave the column out of the step")
    }
    let fields = inputs.map(\.field)
    let declared: [OutputField]
    do {
      try step.transformer.check(fields, target: target)
      declared = try step.transformer.outputsErased(fields, fitted)
    } catch {
      throw step.problem(error)
    }
    try checkNamePattern(of: step, declared, from: inputs)
    let outputs = declared.map { made($0, from: inputs, by: step) }
    try place(outputs, declared, instead: selected, step: step)
    return BoundStep(step: position, inputs: inputs, outputs: outputs)
  }

  private func inputs(of step: PlannedStep) throws(PlanProblem) -> [PlannedColumn] {
    if let selector = step.selector { return try selector.value.resolve(among: columns, at: selector.span) }
    return try read(step.ownInputs ?? [], by: step)
  }

  /// The columns that the step reads beside those that it is applied to.
  private func companions(
    of step: PlannedStep, beside selected: [PlannedColumn]
  ) throws(PlanProblem) -> [PlannedColumn] {
    let companions = try read(step.transformer.companions, by: step)
    for (name, column) in zip(step.transformer.companions, companions)
    where selected.contains(where: { $0.id == column.id }) {
      throw PlanProblem(
        .duplicateColumn, at: name.span, "step `\(step.id)` reads `\(name.value)` and is applied to it as well",
        help: "leave it out with `except:`")
    }
    return companions
  }

  /// The columns of these names; none may be the target, or known only after fitting.
  private func read(_ names: [Located<String>], by step: PlannedStep) throws(PlanProblem) -> [PlannedColumn] {
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
    of step: PlannedStep, _ declared: [OutputField], from inputs: [PlannedColumn]
  ) throws(PlanProblem) {
    guard let pattern = step.outputName else { return }
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

  private mutating func made(_ output: OutputField, from inputs: [PlannedColumn], by step: PlannedStep) -> PlannedColumn
  {
    var field = output.field
    let input = output.replaces.map { inputs[$0] }
    if let pattern = step.outputName, let input {
      field.name = pattern.value.replacing("{column}", with: input.field.name)
    }
    defer { nextID += 1 }
    // What is made of a column that fitting may name or drop is as open as that column.
    let isOpen = output.isOpen || input?.isOpen == true
    return PlannedColumn(
      id: nextID, field: field, isOpen: isOpen, path: (input ?? inputs.first).map { $0.path + [step.id] } ?? [step.id])
  }

  private mutating func place(
    _ outputs: [PlannedColumn], _ declared: [OutputField], instead inputs: [PlannedColumn], step: PlannedStep
  ) throws(PlanProblem) {
    var next: [PlannedColumn] = []
    let replaces = type(of: step.transformer).replacesInputs && step.outputName == nil
    if replaces {
      for column in columns {
        guard let position = inputs.firstIndex(where: { $0.id == column.id }) else {
          next.append(column)
          continue
        }
        let made = zip(declared, outputs).filter { $0.0.replaces == position }.map(\.1)
        // A step may take one column of a family and leave the others.
        if column.isFamily, !made.contains(where: { $0.field.name == column.field.name }) { next.append(column) }
        next += made
      }
      next += zip(declared, outputs).filter { $0.0.replaces == nil }.map(\.1)
    } else {
      next = columns + outputs
    }
    var seen: Set<String> = []
    for column in next where !seen.insert(column.field.name).inserted {
      throw PlanProblem(
        .duplicateColumn, at: step.span, "step `\(step.id)` makes a second column `\(column.field.name)`",
        help: "rename one of them with `as:`, or take the other out before")
    }
    columns = next
  }
}

extension PlannedStep {
  /// What a transformer refuses, at the step's place.
  package func problem(_ error: TransformError) -> PlanProblem {
    PlanProblem(
      error.code, at: transformer.place(of: error) ?? span, "step `\(id)`: \(error.message)", help: error.help)
  }
}
