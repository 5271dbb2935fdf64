import Columns

/// The keys of two tables' rows, numbered alike: equal where the rows match. A row with a missing key has none.
struct MatchedKeys: Sendable {
  /// The key of each row; −1 for none.
  let left: Buffer<Int32>
  let right: Buffer<Int32>
  /// Number of keys.
  let count: Int

  init(left: [Column], count leftCount: Int, right: [Column], count rightCount: Int) {
    let groups = RowGroups(stacking: [right, left], count: rightCount + leftCount)
    self.right = groups.codes.keys(0..<rightCount, right)
    self.left = groups.codes.keys(rightCount..<rightCount + leftCount, left)
    count = groups.count
  }

  /// The left rows whose key the right table has, or those whose key it has not.
  func leftRows(where isMatched: Bool) -> Buffer<Int32> {
    var isOnRight = [Bool](repeating: false, count: count)
    right.withUnsafeBufferPointer { right in
      for key in right where key >= 0 { isOnRight[Int(key)] = true }
    }
    return left.withUnsafeBufferPointer { left in
      Buffer.positions(count: left.count) { (left[$0] >= 0 && isOnRight[Int(left[$0])]) == isMatched }
    }
  }

  enum RightRows {
    /// By key; −1 where the right table has none.
    case unique(Buffer<Int32>)
    /// So many keys have several rows.
    case repeated(Int)
  }

  var rightRowByKey: RightRows {
    var repeated = Set<Int32>()
    let rows = Buffer<Int32>(count: count) { rows in
      rows.initialize(repeating: -1)
      right.withUnsafeBufferPointer { right in
        for row in 0..<right.count where right[row] >= 0 {
          let key = Int(right[row])
          if rows[key] >= 0 { repeated.insert(right[row]) } else { rows[key] = Int32(truncatingIfNeeded: row) }
        }
      }
    }
    return repeated.isEmpty ? .unique(rows) : .repeated(repeated.count)
  }

  /// At most one pair for each left row.
  func pairs(_ rightRows: Buffer<Int32>, keepsUnmatched: Bool) -> RowPairs {
    let matches = left.map { $0 < 0 ? -1 : rightRows[Int($0)] }
    if keepsUnmatched { return RowPairs(left: nil, right: matches) }
    let rows = matches.withUnsafeBufferPointer { matches in
      Buffer.positions(count: matches.count) { matches[$0] >= 0 }
    }
    return RowPairs(left: rows, right: matches.gather(rows))
  }

  /// All pairs, of each left row in the right table's order, and how many they are: perhaps more than can be held.
  func allPairs(keepsUnmatched: Bool) -> (pairs: () -> RowPairs, count: Int) {
    let members = GroupMembers(right, count: count)
    func matches(_ key: Int32) -> Range<Int> {
      key < 0 ? 0..<0 : Int(members.starts[Int(key)])..<Int(members.starts[Int(key) + 1])
    }
    // Below 2^62: less than 2^31 rows on either side.
    let count = left.withUnsafeBufferPointer { left in
      left.reduce(0) { $0 + max(matches($1).count, keepsUnmatched ? 1 : 0) }
    }
    func pairs() -> RowPairs {
      let leftRows = BufferBuilder<Int32>(capacity: count), rightRows = BufferBuilder<Int32>(capacity: count)
      var next = 0
      for row in 0..<left.count {
        let matches = matches(left[row])
        for match in matches {
          leftRows.base[next] = Int32(truncatingIfNeeded: row)
          rightRows.base[next] = members.rows[match]
          next += 1
        }
        if matches.isEmpty && keepsUnmatched {
          leftRows.base[next] = Int32(truncatingIfNeeded: row)
          rightRows.base[next] = -1
          next += 1
        }
      }
      return RowPairs(left: leftRows.finish(count: next), right: rightRows.finish(count: next), isMultiplied: true)
    }
    return (pairs, count)
  }
}

extension Buffer<Int32> {
  /// The codes of these rows as keys: −1 where one of the columns is missing.
  fileprivate func keys(_ rows: Range<Int>, _ columns: [Column]) -> Buffer<Int32> {
    let validity = columns.reduce(Bitmap?.none) { $0 & $1.validity }
    return Buffer(count: rows.count) { memory in
      withUnsafeBufferPointer { codes in
        validity.withBytes { validity in
          for row in 0..<rows.count {
            memory[row] = validity?.bit(row) ?? true ? codes[rows.lowerBound + row] : -1
          }
        }
      }
    }
  }
}
