import Columns
import Configuration

extension Aggregate {
  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows {
    let shape = context.inputs[0]
    let by = try shape.require(context.clauses.by, of: "by")
    try tables[0].requireRoom(named: shape.name, keys: by)
    var time: Int?
    if let name = self.time { time = try shape.requireTime(name, of: "time") }
    let end = asOf.flatMap { asOf in time.flatMap { instant(asOf.value, in: shape.fields[$0].type) } }
    let table = try past(of: tables[0], time, end, named: shape.name)

    let keys = by.map { table.columns[$0] }
    let floor = PeopleFloor(context, by: by, people: table.people)
    let needsMembers = floor.isUp || measures.entries.contains { $0.value.needsMembers }
    let (groups, firstRows) = Self.groups(of: table, keys, floor, needsMembers: needsMembers)
    var spans = [groups]
    if let end, let time, let instants = table.columns[time].instants {
      for window in windows {
        guard let length = window.value.length(in: shape.fields[time].type) else { continue }
        spans.append(groups.since(end - length, instants))
      }
    }
    var columns = try keys.gather(optional: firstRows, named: shape.name)
    for entry in measures.entries {
      let kernel = try kernel(of: entry, table, shape, time: time, floor)
      for span in spans { columns.append(try kernel.column(of: span)) }
    }
    return TableRows(
      columns: columns, rowNumbers: Buffer((0..<groups.count).map { Int64($0 + 1) }),
      people: floor.isPerPerson ? table.people?.gather(firstRows) : nil)
  }

  /// The rows before `end`; all of them if there is none.
  private func past(
    of table: TableRows, _ time: Int?, _ end: Int64?, named name: String
  ) throws(TransformError) -> TableRows {
    guard let end, let time, let instants = table.columns[time].instants else { return table }
    let rows = instants.withUnsafeBufferPointer { instants in
      table.columns[time].validity.withBytes { validity in
        Buffer.positions(count: table.count) { instants[$0] < end && validity?.bit($0) ?? true }
      }
    }
    return rows.count == table.count ? table : try table.gather(rows, named: name)
  }

  /// The groups that the floor lets through, in the order of their keys, and the first row of each.
  private static func groups(
    of table: TableRows, _ keys: [Column], _ floor: PeopleFloor, needsMembers: Bool
  ) -> (groups: GroupedRows, firstRows: Buffer<Int32>) {
    let found = RowGroups(keys, count: table.count)
    let isCleared = floor.isCleared(found)
    let kept = Buffer.positions(count: found.count, where: isCleared)
    let firstRows = found.firstRows.gather(kept)
    let order = RowOrder.sorted(by: keys.map { .init(column: $0.gather(firstRows)) }, count: kept.count)
    return (
      GroupedRows(found, order: kept.gather(order), needsMembers: needsMembers), firstRows.gather(order)
    )
  }

  private func kernel(
    of entry: Named<Measure>.Entry, _ table: TableRows, _ shape: TableShape, time: Int?, _ floor: PeopleFloor
  ) throws(TransformError) -> MeasureKernel {
    let parameter = "measures.\(entry.name.value)"
    if floor.isUp && entry.value.isOfOneRow {
      throw .badArgument(
        parameter: parameter,
        problem: "would be one person's value: with privacy.k take it per person, with their column under `by:`")
    }
    guard let name = entry.value.column else {
      return MeasureKernel(measure: entry.value, name: "", column: nil, time: nil, floor: floor)
    }
    let position = try shape.require(name, of: parameter)
    if entry.value.isArithmetic { try table.requireFinite(position, named: name.value) }
    return MeasureKernel(
      measure: entry.value, name: name.value, column: table.columns[position], time: time.map { table.columns[$0] },
      floor: floor)
  }
}

extension TableRows {
  /// Refuses infinities, naming the row.
  fileprivate func requireFinite(_ position: Int, named name: String) throws(TransformError) {
    guard case .float(let values) = columns[position].values,
      let row = values.withUnsafeBufferPointer({ values in
        NumberKernels.areFinite(values) ? nil : values.firstIndex { !$0.isFinite }
      })
    else { return }
    throw .badValue(column: name, row: Int(rowNumbers[row]), problem: "the value is not a finite number")
  }
}
