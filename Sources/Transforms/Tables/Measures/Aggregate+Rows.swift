import Columns
import Configuration

extension Aggregate {
  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows {
    let shape = context.inputs[0]
    try tables[0].requireRoom(named: shape.name)
    var time: Int?
    if let name = self.time { time = try shape.requireTime(name, of: "time") }
    let end = asOf.flatMap { asOf in time.flatMap { instant(asOf.value, in: shape.fields[$0].type) } }
    let table = try past(of: tables[0], time, end, named: shape.name)
    let measured = try MeasuredGroups(table, context, measures.entries.map(\.value), time: time)

    let spans = [measured.groups] + self.spans(of: measured.groups, table, time, end, context)
    let kernels = try measures.entries.map { entry throws(TransformError) in
      try measured.kernel(of: entry.value, "measures.\(entry.name.value)")
    }
    let columns = try context.pool.map(kernels.count * spans.count) { (place) throws(TransformError) in
      try kernels[place / spans.count].column(of: spans[place % spans.count])
    }
    return try measured.rows(with: columns)
  }

  /// The groups of the rows in each window.
  private func spans(
    of groups: GroupedRows, _ table: TableRows, _ time: Int?, _ end: Int64?, _ context: TableContext
  ) -> [GroupedRows] {
    guard let end, let time, let instants = table.columns[time].instants else { return [] }
    let starts = windows.compactMap { $0.value.length(in: context.inputs[0].fields[time].type) }.map { end - $0 }
    return context.pool.map(starts.count) { groups.since(starts[$0], instants) }
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
}
