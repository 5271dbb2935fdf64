import Columns

/// The rows of a table entity by entity, each entity's in the order of time: what came before a row stands before it.
///
/// Rows of one time keep the order of the table. A row with a missing key belongs to nobody and is in no history.
struct History: Sendable {
  /// The row at each place.
  let rows: Buffer<Int32>
  /// An entity has the places `starts[i]..<starts[i + 1]`.
  let starts: Buffer<Int32>
  /// By place: the time of the row in the unit of its column; `nil` where the time is a number.
  let instants: Buffer<Int64>?
  /// The number of all rows of the table.
  let rowCount: Int

  /// Refuses a row without a time.
  init(
    of table: TableRows, by keys: [Column], time: Column, named timeName: String
  ) throws(TransformError) {
    rowCount = table.count
    if let row = time.firstMissing {
      throw table.badValue(in: timeName, at: row, "the time is missing")
    }
    try table.requireFinite(time, named: timeName)
    let groups = RowGroups(keys, count: table.count)
    let inTime = RowOrder.sorted(by: [.init(column: time)], count: table.count)
    let isKnown = keys.reduce(nil) { $0 & $1.validity }
    let codes = groups.codes.lookUp(in: (0..<Int32(groups.count)).map { $0 }, isKnown, missing: -1)
    let members = GroupMembers(codes.gather(inTime), count: groups.count)
    rows = inTime.gather(members.rows)
    starts = members.starts
    instants = time.instants?.gather(rows)
  }

  /// The values of a column of numbers in this order, NaN where missing.
  func numbers(of column: Column, _ table: TableRows, named name: String) throws(TransformError) -> Buffer<Double> {
    let numbers = try column.requiredNumbers(named: name)
    try table.requireFinite(column, named: name)
    return numbers.marking(column.validity).gather(rows)
  }

  /// Calls `body` with the places of each entity.
  @inline(__always)
  func forEachEntity(_ body: (Range<Int>) -> Void) {
    starts.withUnsafeBufferPointer { starts in
      for entity in 0..<(starts.count - 1) { body(Int(starts[entity])..<Int(starts[entity + 1])) }
    }
  }

  /// A column of floats from values by place, NaN where missing; refuses infinities, naming the row.
  func column(_ values: Buffer<Double>, _ table: TableRows, named name: String) throws(TransformError) -> Column {
    let scattered = Buffer<Double>(count: rowCount) { memory in
      if rows.count < rowCount { memory.initialize(repeating: .nan) }
      rows.withUnsafeBufferPointer { rows in
        values.withUnsafeBufferPointer { values in
          for place in 0..<rows.count { memory[Int(rows[place])] = values[place] }
        }
      }
    }
    return try scattered.withUnsafeBufferPointer { (values) throws(TransformError) in
      if let row = values.firstIndex(where: \.isInfinite) {
        throw table.badValue(in: name, at: row, TransformError.tooLargeInWindow)
      }
      let validity = Bitmap(count: rowCount) { !values[$0].isNaN }
      return Column(.float(scattered.map { $0.isNaN ? 0 : $0 }), validity: validity)
    }
  }

  /// The column whose row at each place is that at the place `sources` says, missing where that is negative.
  func moved(
    _ column: Column, from sources: Buffer<Int32>, outsiders: Outsider, table name: String
  ) throws(TransformError) -> Column {
    let positions = Buffer<Int32>(count: rowCount) { memory in
      for row in 0..<rowCount { memory[row] = outsiders == .keep ? Int32(truncatingIfNeeded: row) : -1 }
      rows.withUnsafeBufferPointer { rows in
        sources.withUnsafeBufferPointer { sources in
          for place in 0..<rows.count {
            memory[Int(rows[place])] = sources[place] < 0 ? -1 : rows[Int(sources[place])]
          }
        }
      }
    }
    do {
      return try column.gather(optional: positions)
    } catch {
      throw .tooMuchText(in: name)
    }
  }

  /// What becomes of a row that is in no history.
  enum Outsider { case keep, clear }
}
