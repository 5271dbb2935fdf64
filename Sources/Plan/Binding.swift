import Columns
package import Configuration
package import Transforms

/// The tables and their columns as they stand while the steps are walked in order, each step seeing what the ones
/// before it left.
///
/// Walked once before fitting, where families are open, and again while fitting, where they have become columns: the
/// same rules both times.
package struct Binding: Sendable {
  /// What `bind` made of a step.
  package enum Bound: Sendable {
    case columns(BoundStep)
    case table(BoundTableStep)
  }

  /// The tables so far: the sources, then those that steps made.
  package private(set) var tables: [BoundTable]
  /// What the next step works on if it does not say.
  package private(set) var current: TableView
  /// The tables by the names that `from:` may use: sources as they were read, steps as they left their table.
  private var views: [(name: String, view: TableView)]
  private var nextID: PlannedColumn.ID = 0
  private let k: Int?

  /// - Parameter k: the floor of the privacy section.
  init(_ sources: [PlannedSource], k: Int?) {
    self.k = k
    tables = []
    views = []
    for (position, source) in sources.enumerated() {
      let columns = source.ingested.fields.enumerated().map { offset, field in
        PlannedColumn(id: source.firstID + offset, field: field, isOpen: false, path: ["\(source.name).\(field.name)"])
      }
      nextID = source.firstID + columns.count
      tables.append(
        BoundTable(
          name: source.name, origin: .source(position), columns: columns, person: source.person.map { columns[$0] }))
      views.append((source.name, TableView(table: position, columns: columns)))
    }
    current = views.first?.view ?? TableView(table: 0, columns: [])
  }

  /// The table that is named so, or the current one.
  package func view(named name: Located<String>?) throws(PlanProblem) -> TableView {
    guard let name else { return current }
    guard let found = views.last(where: { $0.name == name.value }) else {
      throw PlanProblem(
        .unknownTable, at: name.span, "there is no table `\(name.value)` here",
        help: Spelling.nearest(to: name.value, among: views.map(\.name)).map { "did you mean `\($0)`?" }
          ?? "so far there are \(views.map { "`\($0.name)`" }.joined(separator: ", "))")
    }
    return found.view
  }

  /// Resolves the step's inputs, checks them, and puts its outputs in place.
  package mutating func bind(
    _ step: PlannedStep, at position: Int, fitted: (any FittedState)? = nil
  ) throws(PlanProblem) -> Bound {
    switch step.work {
    case .columns(let transformer, let selector, let outputName):
      let view = try view(named: step.from.first)
      let binder = ColumnBinder(step: step, transformer: transformer, selector: selector, outputName: outputName)
      let (bound, columns) = try binder.bind(
        view, target: tables[view.table].target?.field, position: position, fitted: fitted, nextID: &nextID)
      settle(TableView(table: view.table, columns: columns), as: step.id)
      return .columns(bound)
    case .tables(let transformer, let clauses, let selector):
      return .table(try bind(transformer, clauses, selector, of: step, at: position))
    }
  }

  /// The columns that the current table has, and those of the tables that go by these names.
  package func columns(ofTablesNamed names: Set<String>) -> [PlannedColumn] {
    current.columns + views.filter { names.contains($0.name) }.flatMap(\.view.columns)
  }

  private mutating func settle(_ view: TableView, as name: String) {
    views.append((name, view))
    current = view
  }

  // MARK: - Whole tables

  private mutating func bind(
    _ transformer: any TableTransformer, _ clauses: StepClauses, _ selector: Located<ColumnSelector>?,
    of step: PlannedStep, at position: Int
  ) throws(PlanProblem) -> BoundTableStep {
    var inputs: [TableView] = []
    for name in step.from { inputs.append(try view(named: name)) }
    if inputs.isEmpty { inputs = [current] }
    for column in inputs.flatMap(\.columns) { try column.requireTreated(before: step) }
    var clauses = clauses
    if let selector {
      // Only steps on a row's past select columns; they refuse the target where they would see the row's own.
      let selected = try selector.value.resolve(among: inputs[0].columns, at: selector.span, admitsTarget: true)
      clauses.columns = selected.map { Located($0.field.name, at: selector.span) }
    }
    let names = step.from.isEmpty ? [tables[current.table].name] : step.from.map(\.value)
    let shapes = zip(names, inputs).map { name, view in
      let person = tables[view.table].person?.id
      return TableShape(
        name: name, fields: view.columns.map(\.field), person: view.columns.firstIndex { $0.id == person })
    }
    let outputs: [TableOutput]
    do {
      outputs = try transformer.outputs(shapes, clauses)
    } catch {
      throw step.problem(error)
    }
    var columns: [PlannedColumn] = []
    for output in outputs {
      let sources = output.sources.map { inputs[$0.table].columns[$0.column] }
      var field = output.field
      field.sensitivity = sources.reduce(field.sensitivity) { $0.join($1.field.sensitivity) }
      columns.append(
        PlannedColumn(
          id: nextID, field: field, isOpen: output.isCarried && sources.contains { $0.isOpen },
          path: (sources.first?.path ?? []) + [step.id]))
      nextID += 1
    }
    try columns.requireDistinctNames(after: step)
    let bound = BoundTableStep(
      step: position, inputs: inputs, context: TableContext(inputs: shapes, clauses: clauses, k: k))
    let person = Self.person(of: outputs, shapes, on: clauses.on.map(\.value))
    tables.append(
      BoundTable(name: step.id, origin: .step(bound), columns: columns, person: person.map { columns[$0] }))
    settle(TableView(table: tables.count - 1, columns: columns), as: step.id)
    return bound
  }
}

extension Binding {
  /// Position among the outputs of the column that tells people apart: that of the first table which has one that comes
  /// out. Rows of nobody that are joined with what belongs to a person are that person's from then on.
  private static func person(of outputs: [TableOutput], _ shapes: [TableShape], on: [String]) -> Int? {
    for (table, shape) in shapes.enumerated() {
      guard let person = shape.person else { continue }
      // Of the columns that rows are matched on only the first table's come out.
      let name = shape.fields[person].name
      let place =
        on.contains(name)
        ? shapes[0].position(of: name).map { TableOutput.Place(table: 0, column: $0) }
        : TableOutput.Place(table: table, column: person)
      if let position = outputs.firstIndex(where: { output in
        output.isCarried && place.map { output.sources.contains($0) } ?? false
      }) {
        return position
      }
    }
    return nil
  }
}

extension PlannedColumn {
  /// Refuses a column that no rule has treated.
  func requireTreated(before step: PlannedStep) throws(PlanProblem) {
    guard !field.sensitivity.mayLeave else { return }
    throw PlanProblem(
      .untreatedReachesStep, at: step.span,
      "\(field.sensitivity.name) `\(field.name)` reaches step `\(step.id)` untreated "
        + "(path: \(path.joined(separator: " -> ")))",
      help: "add a rule under privacy.rules, or leave the column out of the step")
  }
}

extension [PlannedColumn] {
  func requireDistinctNames(after step: PlannedStep) throws(PlanProblem) {
    var seen: Set<String> = []
    for column in self where !seen.insert(column.field.name).inserted {
      throw PlanProblem(
        .duplicateColumn, at: step.span, "step `\(step.id)` makes a second column `\(column.field.name)`",
        help: "rename one of them with `as:`, or take the other out before")
    }
  }
}
