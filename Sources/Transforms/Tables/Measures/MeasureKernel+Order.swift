import Columns

/// Measures that compare values, or times.
extension MeasureKernel {
  /// The smallest value of each group, or the largest.
  func extremes<R: Relation>(of column: Column, _ groups: GroupedRows, _ relation: R.Type) -> Column {
    let counts = groups.counts(column.validity)
    let validity = Bitmap(count: groups.count) { counts[$0] > 0 }
    let values: Column.Values
    switch column.values {
    case .float(let buffer): values = .float(extremes(buffer, 0, column.validity, groups, counts, relation))
    case .int(let buffer): values = .int(extremes(buffer, 0, column.validity, groups, counts, relation))
    case .timestamp(let buffer): values = .timestamp(extremes(buffer, 0, column.validity, groups, counts, relation))
    case .date(let buffer): values = .date(extremes(buffer, 0, column.validity, groups, counts, relation))
    case .bool, .string, .category: preconditionFailure("refused by the plan")
    }
    return Column(values, validity: validity)
  }

  @inline(__always)
  private func extremes<Value: BitwiseCopyable & Comparable, R: Relation>(
    _ values: Buffer<Value>, _ zero: Value, _ validity: Bitmap?, _ groups: GroupedRows, _ counts: Buffer<Int64>,
    _ relation: R.Type
  ) -> Buffer<Value> {
    // Each group starts with its first present value, and keeps it among such as are equal: 0 and -0.
    var extremes = [Value](repeating: zero, count: groups.count + 1)
    extremes.withUnsafeMutableBufferPointer { extremes in
      values.withUnsafeBufferPointer { values in
        groups.codes.withUnsafeBufferPointer { codes in
          validity.withBytes { validity in
            guard let validity else {
              for row in (0..<codes.count).reversed() { extremes[Int(codes[row])] = values[row] }
              for row in 0..<codes.count {
                let group = Int(codes[row])
                if R.holds(values[row], extremes[group]) { extremes[group] = values[row] }
              }
              return
            }
            for row in (0..<codes.count).reversed() where validity.bit(row) { extremes[Int(codes[row])] = values[row] }
            for row in 0..<codes.count where validity.bit(row) {
              let group = Int(codes[row])
              if R.holds(values[row], extremes[group]) { extremes[group] = values[row] }
            }
          }
        }
      }
    }
    return Buffer(extremes.dropLast())
  }

  /// For each group the row of a present value whose time is before, or after, all others; −1 where there is none.
  func edges<R: Relation>(_ groups: GroupedRows, _ relation: R.Type) -> Buffer<Int32> {
    guard let instants = time?.instants else { preconditionFailure("refused by the plan") }
    var edges = [Int32](repeating: -1, count: groups.count + 1)
    edges.withUnsafeMutableBufferPointer { edges in
      instants.withUnsafeBufferPointer { instants in
        groups.codes.withUnsafeBufferPointer { codes in
          ((column?.validity).flatMap { $0 } & time?.validity).withBytes { validity in
            for row in 0..<codes.count where validity?.bit(row) ?? true {
              let edge = edges[Int(codes[row])]
              if edge < 0 || R.holds(instants[row], instants[Int(edge)]) {
                edges[Int(codes[row])] = Int32(truncatingIfNeeded: row)
              }
            }
          }
        }
      }
    }
    return Buffer(edges.dropLast())
  }
}
