/// Collects the entries of a batch of sparse columns row by row and hands them out column by column.
package struct SparseColumnsBuilder: Sendable {
  /// Column and row of each entry, in the order of rows.
  private var columns: [Int32] = []
  private var rows: [Int32] = []
  private var values: [Double] = []
  /// Number of rows that are complete.
  private var rowCount = 0

  package init() {}

  /// Adds an entry to the current row, which has none in that column yet; 0 is no entry.
  @inline(__always)
  package mutating func append(_ value: Double, column: Int) {
    guard value != 0 else { return }
    columns.append(Int32(truncatingIfNeeded: column))
    rows.append(Int32(truncatingIfNeeded: rowCount))
    values.append(value)
  }

  package mutating func endRow() { rowCount += 1 }

  /// Entries of the current row may be changed until it ends, such as divided by the norm of all of them.
  package mutating func scaleCurrentRow(from first: Int, by factor: Double) {
    values.withUnsafeMutableBufferPointer { values in
      for place in first..<values.count { values[place] *= factor }
    }
  }

  /// Number of entries.
  package var entryCount: Int { values.count }

  /// The columns `0..<count`: of ints, whose values must be whole and fit 32 bits, or of floats. A counting sort, in
  /// memory that all of them share.
  package consuming func finish(count: Int, type: ColumnType) -> [Column] {
    var starts = [Int](repeating: 0, count: count + 1)
    for column in columns { starts[Int(column) + 1] += 1 }
    for column in 0..<count { starts[column + 1] += starts[column] }
    var next = starts
    let places = columns.map { column in
      let place = next[Int(column)]
      next[Int(column)] += 1
      return place
    }
    let rows = Buffer<Int32>(count: places.count) { memory in
      for (entry, place) in places.enumerated() { memory[place] = self.rows[entry] }
    }
    let entries: SparseNumbers.Entries =
      if type == .float {
        .floats(
          Buffer(count: places.count) { memory in
            for (entry, place) in places.enumerated() { memory[place] = values[entry] }
          })
      } else if values.allSatisfy({ $0 == 1 }) {
        .ones
      } else {
        .counts(
          Buffer(count: places.count) { memory in
            for (entry, place) in places.enumerated() { memory[place] = Int32(values[entry]) }
          })
      }
    return (0..<count).map { column in
      Column(
        SparseNumbers(count: rowCount, rows: rows, entries: entries, range: starts[column]..<starts[column + 1]))
    }
  }
}
