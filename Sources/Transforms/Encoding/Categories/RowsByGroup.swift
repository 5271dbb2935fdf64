import Columns

/// The rows of each group one after the other, so that an indicator is made by clearing memory and setting its own rows
/// instead of looking at every row once per group.
struct RowsByGroup {
  let rowCount: Int
  let rows: Buffer<Int32>
  /// The rows of group g are at `starts[g]..<starts[g + 1]`.
  let starts: [Int]

  /// A counting sort; rows of group `CategoryGroups.none` are left out.
  init(_ groupOfRow: Buffer<Int32>, groupCount: Int) {
    rowCount = groupOfRow.count
    var starts = [Int](repeating: 0, count: groupCount + 1)
    rows = groupOfRow.withUnsafeBufferPointer { groupOfRow in
      for group in groupOfRow where group >= 0 { starts[Int(group) + 1] += 1 }
      for group in 0..<groupCount { starts[group + 1] += starts[group] }
      var next = starts
      return Buffer(count: starts[groupCount]) { memory in
        next.withUnsafeMutableBufferPointer { next in
          for row in 0..<groupOfRow.count where groupOfRow[row] >= 0 {
            let group = Int(groupOfRow[row])
            memory[next[group]] = Int32(truncatingIfNeeded: row)
            next[group] &+= 1
          }
        }
      }
    }
    self.starts = starts
  }

  /// Rows already in order of their groups.
  init(rowCount: Int, rows: Buffer<Int32>, starts: [Int]) {
    self.rowCount = rowCount
    self.rows = rows
    self.starts = starts
  }

  /// 1 in the rows of the group, else 0, holding those rows alone, in memory that all groups share.
  func sparse(_ group: Int) -> Column {
    Column(SparseNumbers(count: rowCount, rows: rows, entries: .ones, range: starts[group]..<starts[group + 1]))
  }

  /// 1 in the rows of the group, else 0.
  func indicator(of group: Int) -> Column {
    Column(
      .int(
        Buffer(count: rowCount) { memory in
          memory.initialize(repeating: 0)
          rows.withUnsafeBufferPointer { rows in
            for place in starts[group]..<starts[group + 1] { memory[Int(rows[place])] = 1 }
          }
        }))
  }

  /// Adds `summand` in the rows of the group.
  func add<Number: Numeric & BitwiseCopyable>(
    _ summand: Number, inGroup group: Int, to memory: UnsafeMutableBufferPointer<Number>
  ) {
    rows.withUnsafeBufferPointer { rows in
      for place in starts[group]..<starts[group + 1] { memory[Int(rows[place])] += summand }
    }
  }
}
