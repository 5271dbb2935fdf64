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

  /// The quantile q of each group: h = q(n−1) between ranks, interpolated from the nearer end (see `LinearQuantile`). With a
  /// floor, one with at least k people on either side, themselves among them: nearer to an end it is one person's value.
  func quantiles(_ groups: GroupedRows, _ q: Double) throws(TransformError) -> Column {
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
              let present = UnsafeMutableBufferPointer(rebasing: scratch[..<count])
              memory[group] = count == 0 ? 0 : present.takeQuantile(q)
            }
          }
        }
      }
    }
    try requireFinite(quantiles)
    let measured = Column(.float(quantiles), validity: Bitmap(count: groups.count) { counts[$0] > 0 })
    guard floor.isUp else { return measured }
    let lower = try floor.clear(measured, of: groups, over: side(of: quantiles, groups, <=), named: table)
    return try floor.clear(lower, of: groups, over: side(of: quantiles, groups, >=), named: table)
  }

  /// The present rows whose value stands in the relation to that of their group.
  private func side(
    of results: Buffer<Double>, _ groups: GroupedRows, _ holds: (Double, Double) -> Bool
  ) -> Bitmap {
    let values = numbers
    return Bitmap(count: values.count) { row in
      let group = Int(groups.codes[row])
      return group < groups.count && (column?.validity).isValid(row) && holds(values[row], results[group])
    }
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
  fileprivate func takeQuantile(_ q: Double) -> Double {
    // An even number of values has (a + b)/2 for a median, to the bit.
    if q == 0.5 { return Quickselect.median(of: self) }
    let quantile = LinearQuantile(q, of: count)
    Quickselect.select(self, quantile.low)
    let lower = self[quantile.low]
    guard quantile.high > quantile.low else { return lower }
    var upper = self[quantile.high]
    for place in quantile.high..<count { upper = Swift.min(upper, self[place]) }
    return lower == upper ? lower : quantile.value(between: lower, and: upper)
  }
}
