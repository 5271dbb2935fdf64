import Columns

extension [Field] {
  /// Refuses columns that are not int, float or bool.
  func requireNumbers() throws(TransformError) {
    for field in self where !(field.type.isNumber || field.type == .bool) {
      throw .wrongType(column: field.name, expected: "int, float or bool", found: field.type)
    }
  }
}

extension Rows {
  /// The values of input `index` as doubles, all finite.
  func numbers(of index: Int, named name: String) throws(TransformError) -> Buffer<Double> {
    guard let numbers = columns[index].numbers else {
      throw .wrongType(column: name, expected: "int, float or bool", found: columns[index].valueType)
    }
    try requireFinite(columns[index], named: name)
    return numbers
  }

  /// Refuses infinities, naming the row.
  func requireFinite(
    _ numbers: Buffer<Double>, named name: String, problem: String = "the value is not a finite number"
  ) throws(TransformError) {
    guard !numbers.withUnsafeBufferPointer({ NumberKernels.areFinite($0) }) else { return }
    let row = numbers.withUnsafeBufferPointer { $0.firstIndex { !$0.isFinite } } ?? 0
    throw .badValue(column: name, row: Int(rowNumbers[row]), problem: problem)
  }

  /// Refuses infinities in a float column; no other type has any.
  func requireFinite(_ column: Column, named name: String) throws(TransformError) {
    guard column.valueType == .float else { return }
    if let sparse = column.sparse {
      // The entries' sum of products with 0 is NaN as soon as one is not finite.
      var probe = 0.0
      sparse.forEach { probe += $1 * 0 }
      if probe == 0 { return }
    }
    if case .float(let values) = column.values { try requireFinite(values, named: name) }
  }

  /// Refuses missing values, naming the row.
  func requirePresent(_ column: Column, named name: String) throws(TransformError) {
    guard let row = column.firstMissing else { return }
    throw .badValue(column: name, row: Int(rowNumbers[row]), problem: "the value is missing")
  }

  /// Refuses other numbers of columns than were fitted, and infinities in any of them.
  func require(_ names: [String]) throws(TransformError) {
    try requireColumns(names.count)
    for (name, column) in zip(names, columns) { try requireFinite(column, named: name) }
  }

  /// Refuses other numbers of columns than were fitted.
  func requireColumns(_ count: Int) throws(TransformError) {
    guard columns.count == count else {
      throw .badState(problem: "it holds \(count) columns, and the step has \(columns.count)")
    }
  }
}

extension Column {
  /// The first row whose value is missing.
  var firstMissing: Int? {
    guard let validity else { return nil }
    return validity.bytes.withUnsafeBufferPointer { bytes in (0..<count).first { !bytes.bit($0) } }
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
