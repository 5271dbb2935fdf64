import Columns

/// Measures of the values of a group together.
extension MeasureKernel {
  func distinct(_ column: Column, _ groups: GroupedRows) -> Buffer<Int64> {
    var levels = Levels(type: column.valueType)
    let codes = levels.codes(of: column)
    return groups.distinct(codes, levelCount: levels.count, column.validity)
  }

  /// The most frequent value of each group, of several the smallest. With a floor, one that k people have.
  func mode(of column: Column, _ groups: GroupedRows) throws(TransformError) -> Column {
    let values = RowGroups([column], count: column.count)
    let ranks = values.ranks(of: column)
    var counts = [Int32](repeating: 0, count: values.count)
    // The most frequent value by group; −1 where there is none.
    let modes = Buffer<Int32>(count: groups.count) { modes in
      counts.withUnsafeMutableBufferPointer { counts in
        values.codes.withUnsafeBufferPointer { codes in
          column.validity.withBytes { validity in
            groups.forEachGroup { group, rows in
              var mode: Int32 = -1
              for row in rows where validity?.bit(Int(row)) ?? true { counts[Int(codes[Int(row)])] &+= 1 }
              for row in rows where validity?.bit(Int(row)) ?? true {
                let value = Int(codes[Int(row)])
                if mode < 0 || counts[value] > counts[Int(mode)]
                  || counts[value] == counts[Int(mode)] && ranks[value] < ranks[Int(mode)]
                {
                  mode = Int32(truncatingIfNeeded: value)
                }
              }
              for row in rows { counts[Int(codes[Int(row)])] = 0 }
              modes[group] = mode
            }
          }
        }
      }
    }
    let rows = modes.map { $0 < 0 ? $0 : values.firstRows[Int($0)] }
    let mode = try self.values(at: rows, of: column)
    guard floor.isUp else { return mode }
    let hasMode = Bitmap(count: column.count) { row in
      let group = Int(groups.codes[row])
      return group < groups.count && modes[group] == values.codes[row]
    }
    return try floor.clear(mode, of: groups, over: hasMode, named: table)
  }

  /// The quantile q of each group: h = q(n−1) between ranks, interpolated from the nearer end (see `Quantiles`).
  func quantiles(_ groups: GroupedRows, _ q: Double) -> Column {
    let counts = groups.counts(column?.validity)
    let largest = counts.withUnsafeBufferPointer { $0.max() ?? 0 }
    var scratch = [Double](repeating: 0, count: Int(largest))
    let values = numbers
    let quantiles = Buffer<Double>(count: groups.count) { memory in
      scratch.withUnsafeMutableBufferPointer { scratch in
        values.withUnsafeBufferPointer { values in
          (column?.validity).withBytes { validity in
            groups.forEachGroup { group, rows in
              var count = 0
              for row in rows where validity?.bit(Int(row)) ?? true {
                scratch[count] = values[Int(row)]
                count &+= 1
              }
              var present = UnsafeMutableBufferPointer(rebasing: scratch[..<count])
              memory[group] = count == 0 ? 0 : present.takeQuantile(q)
            }
          }
        }
      }
    }
    return Column(.float(quantiles), validity: Bitmap(count: groups.count) { counts[$0] > 0 })
  }
}

extension RowGroups {
  /// The rank of each group's value among those of the column.
  fileprivate func ranks(of column: Column) -> [Int32] {
    let order = RowOrder.sorted(by: [.init(column: column.gather(firstRows))], count: count)
    var ranks = [Int32](repeating: 0, count: count)
    for (rank, group) in order.array.enumerated() { ranks[Int(group)] = Int32(truncatingIfNeeded: rank) }
    return ranks
  }
}

extension UnsafeMutableBufferPointer<Double> {
  /// The quantile of the values, which it puts into another order; there must be one.
  fileprivate mutating func takeQuantile(_ q: Double) -> Double {
    let place = q * Double(count - 1)
    let low = Swift.min(Swift.max(Int(place.rounded(.down)), 0), count - 1)
    select(low)
    guard low + 1 < count else { return self[low] }
    var (lower, upper) = (self[low], self[low + 1])
    for place in low + 1..<count { upper = Swift.min(upper, self[place]) }
    let fraction = place - Double(low)
    if lower == upper { return lower }
    // An even number of values has (a + b)/2 for a median, to the bit.
    if fraction == 0.5 && q == 0.5 {
      lower = (lower + upper) / 2
      return lower
    }
    let difference = upper - lower
    return fraction < 0.5 ? lower + difference * fraction : upper - difference * (1 - fraction)
  }

  /// Puts the value of a rank in its place, smaller ones before it and larger ones after: Hoare's selection, given up
  /// for a sort where the pivots turn out badly.
  private mutating func select(_ rank: Int) {
    var (low, high) = (0, count - 1)
    var rounds = 0
    while high - low > 16 && rounds < 64 {
      rounds += 1
      let (a, b, c) = (self[low], self[(low + high) / 2], self[high])
      let pivot = Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
      var (left, right) = (low, high)
      while left <= right {
        while self[left] < pivot { left += 1 }
        while self[right] > pivot { right -= 1 }
        if left <= right {
          swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right { high = right } else if rank >= left { low = left } else { return }
    }
    var rest = UnsafeMutableBufferPointer(rebasing: self[low...high])
    rest.sort()
  }
}
