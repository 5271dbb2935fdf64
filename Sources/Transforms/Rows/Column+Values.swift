import Columns

/// What is asked of the values of a column, whatever they are.
extension Column {
  /// A set bit for each missing value.
  var missing: Bitmap { validity?.inverted ?? Bitmap(repeating: false, count: count) }

  /// The first row whose value is missing.
  var firstMissing: Int? {
    guard let validity else { return nil }
    return validity.bytes.withUnsafeBufferPointer { bytes in (0..<count).first { !bytes.bit($0) } }
  }

  /// The first row whose value is infinite; only a float column has any.
  var firstInfinite: Int? {
    guard valueType == .float else { return nil }
    if let sparse {
      // The entries' sum of products with 0 is NaN as soon as one is not finite.
      var probe = 0.0
      sparse.forEach { probe += $1 * 0 }
      if probe == 0 { return nil }
    }
    guard case .float(let values) = values else { return nil }
    return values.firstInfinite
  }

  /// The values of a date or timestamp column as integers of its unit; `nil` for other types.
  var instants: Buffer<Int64>? {
    switch values {
    case .timestamp(let values): values
    case .date(let values): values.map { Int64($0) }
    default: nil
    }
  }

  /// Whether values of both can be compared: texts of any kind with each other, else columns of one type.
  static func areComparable(_ left: ColumnType, _ right: ColumnType) -> Bool {
    ValueType(left) == ValueType(right)
  }

  /// Writes the values as doubles; `false` for a column that has no numbers.
  func copyNumbers(into memory: UnsafeMutableBufferPointer<Double>) -> Bool {
    if let sparse {
      memory.initialize(repeating: 0)
      sparse.forEach { row, value in memory[row] = value }
      return true
    }
    switch values {
    case .float(let values): values.withUnsafeBufferPointer { _ = memory.initialize(from: $0) }
    case .int(let values):
      values.withUnsafeBufferPointer { values in
        for row in 0..<values.count { memory[row] = Double(values[row]) }
      }
    case .bool(let bits):
      bits.bytes.withUnsafeBufferPointer { bytes in
        for row in 0..<memory.count { memory[row] = bytes.bit(row) ? 1 : 0 }
      }
    case .date, .timestamp, .string, .category: return false
    }
    return true
  }
}

extension Buffer<Double> {
  /// The first number that is not finite.
  var firstInfinite: Int? {
    withUnsafeBufferPointer { numbers in
      NumberKernels.areFinite(numbers) ? nil : numbers.firstIndex { !$0.isFinite }
    }
  }
}
