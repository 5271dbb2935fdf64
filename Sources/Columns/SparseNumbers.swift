/// A column of numbers most of which are 0, as the rows and values of the others: an indicator, the counts of a word.
///
/// Invariant: rows ascend, no stored value is 0 and none is missing, so equal columns have equal entries. Entries may be
/// a stretch of memory that the columns of one batch share: a thousand of them then cost one allocation.
package struct SparseNumbers: Sendable {
  package enum Entries: Sendable {
    /// Ints that are 1, with no memory for it.
    case ones
    /// Ints.
    case counts(Buffer<Int32>)
    case floats(Buffer<Double>)
  }

  /// Number of rows, those that hold 0 among them.
  package let count: Int
  @usableFromInline let rows: Buffer<Int32>
  @usableFromInline let entries: Entries
  /// Where this column's entries stand in `rows` and in the values.
  @usableFromInline let range: Range<Int>

  /// - Parameters:
  ///   - count: Number of rows of the column.
  ///   - rows: Positions, ascending within `range`, all below `count`.
  ///   - entries: The value at each of `rows`, none of them 0.
  ///   - range: The part of both that is this column's.
  package init(count: Int, rows: Buffer<Int32>, entries: Entries, range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows.count, "a stretch of the rows")
    switch entries {
    case .ones: break
    case .counts(let values): precondition(values.count == rows.count, "a value for each row")
    case .floats(let values): precondition(values.count == rows.count, "a value for each row")
    }
    // Ascending rows are bounded by the first and the last.
    precondition(range.isEmpty || rows[range.lowerBound] >= 0 && Int(rows[range.upperBound - 1]) < count)
    self.count = count
    self.rows = rows
    self.entries = entries
    self.range = range
  }

  /// Number of rows that do not hold 0.
  package var nonZeroCount: Int { range.count }

  /// `int` or `float`.
  package var valueType: ColumnType {
    switch entries {
    case .ones, .counts: .int
    case .floats: .float
    }
  }

  /// Bytes of the entries.
  package var byteCount: Int {
    let width =
      switch entries {
      case .ones: 0
      case .counts: MemoryLayout<Int32>.stride
      case .floats: MemoryLayout<Double>.stride
      }
    return range.count * (MemoryLayout<Int32>.stride + width)
  }

  /// Calls `body` with row and value of each entry, in order.
  @inlinable
  package func forEach(_ body: (Int, Double) -> Void) {
    rows.withUnsafeBufferPointer { rows in
      switch entries {
      case .ones: for place in range { body(Int(rows[place]), 1) }
      case .counts(let values):
        values.withUnsafeBufferPointer { values in
          for place in range { body(Int(rows[place]), Double(values[place])) }
        }
      case .floats(let values):
        values.withUnsafeBufferPointer { values in
          for place in range { body(Int(rows[place]), values[place]) }
        }
      }
    }
  }

  /// The value of one row, found by bisection.
  package subscript(row: Int) -> Double {
    precondition(row >= 0 && row < count, "row out of range")
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if Int(rows[middle]) < row { low = middle + 1 } else { high = middle }
    }
    guard low < range.upperBound, Int(rows[low]) == row else { return 0 }
    switch entries {
    case .ones: return 1
    case .counts(let values): return Double(values[low])
    case .floats(let values): return values[low]
    }
  }

  /// Every row's value.
  package var numbers: Buffer<Double> {
    Buffer(count: count) { memory in
      memory.initialize(repeating: 0)
      forEach { row, value in memory[row] = value }
    }
  }

  /// The same column with a slot for each row.
  var dense: Column.Values {
    switch entries {
    case .floats: .float(numbers)
    case .ones, .counts:
      .int(
        Buffer(count: count) { memory in
          memory.initialize(repeating: 0)
          forEach { row, value in memory[row] = Int64(value) }
        })
    }
  }

  /// The rows at the given positions, in that order.
  func gather(_ positions: Buffer<Int32>) -> SparseNumbers {
    // The entry of each row, or −1.
    let places = Buffer<Int32>(count: count) { memory in
      memory.initialize(repeating: -1)
      rows.withUnsafeBufferPointer { rows in
        for place in range { memory[Int(rows[place])] = Int32(place) }
      }
    }
    var gathered: [Int32] = [], found: [Int32] = []
    positions.withUnsafeBufferPointer { positions in
      places.withUnsafeBufferPointer { places in
        for position in 0..<positions.count where places[Int(positions[position])] >= 0 {
          gathered.append(Int32(position))
          found.append(places[Int(positions[position])])
        }
      }
    }
    let entries: Entries =
      switch entries {
      case .ones: .ones
      case .counts(let values): .counts(values.gather(Buffer(found)))
      case .floats(let values): .floats(values.gather(Buffer(found)))
      }
    return SparseNumbers(
      count: positions.count, rows: Buffer(gathered), entries: entries, range: 0..<gathered.count)
  }

  /// The memory as a kernel takes it: it is good as long as the column lives, since a buffer's memory never moves.
  package var pointers: (rows: UnsafePointer<Int32>, counts: UnsafePointer<Int32>?, floats: UnsafePointer<Double>?) {
    let start = range.lowerBound
    let rows = rows.withUnsafeBufferPointer { $0.baseAddress! + start }
    return switch entries {
    case .ones: (rows, nil, nil)
    case .counts(let values): (rows, values.withUnsafeBufferPointer { $0.baseAddress! + start }, nil)
    case .floats(let values): (rows, nil, values.withUnsafeBufferPointer { $0.baseAddress! + start })
    }
  }
}

extension SparseNumbers: Equatable {
  package static func == (left: Self, right: Self) -> Bool {
    guard left.count == right.count, left.nonZeroCount == right.nonZeroCount, left.valueType == right.valueType
    else { return false }
    return left.rows.withUnsafeBufferPointer { a in
      right.rows.withUnsafeBufferPointer { b in a[left.range].elementsEqual(b[right.range]) }
    } && left.storedValues == right.storedValues
  }

  private var storedValues: [Double] {
    var values: [Double] = []
    values.reserveCapacity(range.count)
    forEach { values.append($1) }
    return values
  }
}
