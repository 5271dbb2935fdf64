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

    var spans = [measured.groups]
    if let end, let time, let instants = table.columns[time].instants {
      for window in windows {
        guard let length = window.value.length(in: shape.fields[time].type) else { continue }
        spans.append(measured.groups.since(end - length, instants))
      }
    }
    var columns: [Column] = []
    for entry in measures.entries {
      let kernel = try measured.kernel(of: entry.value, "measures.\(entry.name.value)")
      for span in spans { columns.append(try kernel.column(of: span)) }
    }
    return try measured.rows(with: columns)
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
