import Columns
import Configuration

extension Aggregate {
  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows {
    let shape = context.inputs[0]
    try tables[0].requireRoom(named: shape.name)
    let windows = try TimeWindows(self, shape)
    let table = try windows.past(of: tables[0], named: shape.name)
    let measured = try MeasuredGroups(table, context, measures.entries.map(\.value), time: windows.time)

    let spans = windows.spans(of: measured.groups, table, context.pool)
    let kernels = try measures.entries.map { entry throws(TransformError) in
      try measured.kernel(of: entry.value, "measures.\(entry.name.value)")
    }
    let columns = try context.pool.map(kernels.count * spans.count) { (place) throws(TransformError) in
      try kernels[place / spans.count].column(of: spans[place % spans.count])
    }
    return try measured.rows(with: columns)
  }

  func stream(_ context: TableContext) throws(TransformError) -> (any TableStream)? {
    guard !measures.entries.contains(where: { $0.value.needsAllRows }) else { return nil }
    return try AggregateStream(self, context)
  }
}

/// The times that an aggregation looks at.
struct TimeWindows: Sendable {
  /// Position of the column that orders the rows.
  let time: Int?
  /// No row at or after it is seen.
  private let end: Int64?
  /// Where windows begin that end there.
  private let starts: [Int64]

  init(_ aggregate: Aggregate, _ shape: TableShape) throws(TransformError) {
    var time: Int?
    if let name = aggregate.time { time = try shape.requireTime(name, of: "time") }
    let type = time.map { shape.fields[$0].type }
    let end = aggregate.asOf.flatMap { asOf in type.flatMap { aggregate.instant(asOf.value, in: $0) } }
    (self.time, self.end) = (time, end)
    starts = aggregate.windows.compactMap { window in
      guard let type, let end else { return nil }
      return window.value.length(in: type).map { end - $0 }
    }
  }

  /// Of all rows, and those of each window.
  var count: Int { 1 + starts.count }

  /// The groups of all rows, and of those in each window.
  func spans(of groups: GroupedRows, _ table: TableRows, _ pool: Pool) -> [GroupedRows] {
    guard let time, !starts.isEmpty, let instants = table.columns[time].instants else { return [groups] }
    return [groups] + pool.map(starts.count) { groups.since(starts[$0], instants) }
  }

  /// The rows before the end; all of them if there is none.
  func past(of table: TableRows, named name: String) throws(TransformError) -> TableRows {
    guard let end, let time, let instants = table.columns[time].instants else { return table }
    let rows = instants.withUnsafeBufferPointer { instants in
      table.columns[time].validity.withBytes { validity in
        Buffer.positions(count: table.count) { instants[$0] < end && validity?.bit($0) ?? true }
      }
    }
    return rows.count == table.count ? table : try table.gather(rows, named: name)
  }
}
