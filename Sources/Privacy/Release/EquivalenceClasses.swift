import Columns

/// The rows of a table by what their quasi-identifiers say: rows of one class cannot be told apart by them.
struct EquivalenceClasses: Sendable {
  /// By row.
  let classes: [Int32]
  let count: Int

  /// - Parameter groups: for each column what its codes become; `nil` where they stay.
  init(_ table: ReleaseTable, groups: [[Int32]?]) {
    var classes = [Int32](repeating: 0, count: table.rowCount)
    var count = table.rowCount == 0 ? 0 : 1
    for (column, groups) in zip(table.quasi, groups) {
      var pairs = WordTable()
      for row in classes.indices {
        let code = groups.map { $0[Int(column.codes[row])] } ?? column.codes[row]
        classes[row] = pairs.insert(UInt64(UInt32(bitPattern: classes[row])) << 32 | UInt64(UInt32(bitPattern: code)))
      }
      count = pairs.count
    }
    (self.classes, self.count) = (classes, count)
  }

  /// The rows of each class, ascending, end to end; those of class `c` begin at `starts[c]`.
  var rows: (starts: [Int], rows: [Int32]) {
    var starts = [Int](repeating: 0, count: count + 1)
    for place in classes { starts[Int(place) + 1] += 1 }
    for place in 0..<count { starts[place + 1] += starts[place] }
    var next = starts
    var rows = [Int32](repeating: 0, count: classes.count)
    for (row, place) in classes.enumerated() {
      rows[next[Int(place)]] = Int32(row)
      next[Int(place)] += 1
    }
    return (starts, rows)
  }
}
