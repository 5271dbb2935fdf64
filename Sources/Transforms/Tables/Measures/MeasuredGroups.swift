import Columns
import Configuration

/// The groups of a table that may come out, in the order of their keys, and what measures of them need.
struct MeasuredGroups: Sendable {
  let groups: GroupedRows
  private let table: TableRows
  private let shape: TableShape
  private let by: [Int]
  private let time: Int?
  private let floor: PeopleFloor
  /// Of each group.
  private let firstRows: Buffer<Int32>

  /// - Parameter table: the rows that count, of the first input of the step.
  init(_ table: TableRows, _ context: TableContext, _ measures: [Measure], time: Int? = nil) throws(TransformError) {
    self.table = table
    self.time = time
    shape = context.inputs[0]
    by = try shape.require(context.clauses.by, of: "by")
    try table.requireRoom(named: shape.name, keys: by)
    floor = PeopleFloor(context, by: by, people: table.people)

    let keys = by.map { table.columns[$0] }
    let found = RowGroups(keys, count: table.count, context.pool)
    let kept = Buffer.positions(count: found.count, where: floor.isCleared(found))
    let keptRows = found.firstRows.gather(kept)
    let order = RowOrder.sorted(by: keys.map { .init(column: $0.gather(keptRows)) }, count: kept.count)
    let needsMembers = floor.isUp || measures.contains { $0.needsMembers }
    groups = GroupedRows(found, order: kept.gather(order), needsMembers: needsMembers)
    firstRows = keptRows.gather(order)
  }

  /// What computes a measure; `parameter` names it in messages.
  func kernel(of measure: Measure, _ parameter: String) throws(TransformError) -> MeasureKernel {
    if floor.isUp && measure.isOfOneRow {
      throw .badArgument(
        parameter: parameter,
        problem: "would be one person's value: with privacy.k take it per person, with their column under `by:`")
    }
    return try MeasureKernel(measure, parameter, over: table, shape, time: time, floor)
  }

  /// The keys of the groups, and `measures` beside them.
  func rows(with measures: [Column]) throws(TransformError) -> TableRows {
    let keys = try by.map { table.columns[$0] }.gather(optional: firstRows, named: shape.name)
    return TableRows(
      columns: keys + measures, rowNumbers: .numbers(groups.count),
      people: floor.isPerPerson ? table.people?.gather(firstRows) : nil)
  }
}

// MARK: - In the plan

extension TableShape {
  /// The columns that make groups, as they come out: a key names each row.
  func groupOutputs(_ by: [Located<String>]) throws(TransformError) -> [TableOutput] {
    try require(by, of: "by").map { position in
      var field = fields[position]
      field.role = .key
      return TableOutput(field, from: [.init(table: 0, column: position)], isCarried: true)
    }
  }

  /// A measure's column, under a name that the caller gives it; `parameter` names it in messages.
  func output(of measure: Measure, by: [Located<String>], _ parameter: String) throws(TransformError) -> TableOutput {
    let isPerPerson = person.map { person in by.contains { $0.value == fields[person].name } } ?? true
    // Of a group of several people a measure may be missing because there are too few.
    let isNullable = !(isPerPerson && measure.isDefinedOnNothing)
    guard let column = measure.column else {
      return TableOutput(Field(name: "", type: .int, isNullable: isNullable), from: [])
    }
    let position = try require(column, of: parameter)
    let input = fields[position]
    guard let type = measure.type(over: input.type) else {
      throw .wrongType(column: column.value, expected: measure.accepted, found: input.type)
    }
    return TableOutput(
      Field(
        name: "", type: type, isNullable: isNullable, sensitivity: input.sensitivity,
        tags: measure.keepsUnit ? input.tags : [], vocabulary: measure.keepsValues ? input.vocabulary : nil),
      from: [.init(table: 0, column: position)])
  }
}
