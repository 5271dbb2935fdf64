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
  /// The values of input `index` as doubles.
  func uncheckedNumbers(of index: Int, named name: String) throws(TransformError) -> Buffer<Double> {
    guard let numbers = columns[index].numbers else {
      throw .wrongType(column: name, expected: "int, float or bool", found: columns[index].type)
    }
    return numbers
  }

  /// The values of input `index` as doubles, all finite.
  func numbers(of index: Int, named name: String) throws(TransformError) -> Buffer<Double> {
    let numbers = try uncheckedNumbers(of: index, named: name)
    if case .float = columns[index].values { try requireFinite(numbers, named: name) }
    return numbers
  }

  /// Refuses infinities, naming the row.
  func requireFinite(_ numbers: Buffer<Double>, named name: String) throws(TransformError) {
    guard !numbers.withUnsafeBufferPointer({ NumberKernels.areFinite($0) }) else { return }
    let row = numbers.withUnsafeBufferPointer { $0.firstIndex { !$0.isFinite } } ?? 0
    throw .badValue(column: name, row: Int(rowNumbers[row]), problem: "the value is not a finite number")
  }

  /// Refuses other numbers of columns than were fitted.
  func requireColumns(_ count: Int) throws(TransformError) {
    guard columns.count == count else {
      throw .badState(problem: "it holds \(count) columns, and the step has \(columns.count)")
    }
  }
}

extension Column {
  /// The type of the values; `text` is not told from `string`.
  var type: ColumnType {
    switch values {
    case .int: .int
    case .float: .float
    case .bool: .bool
    case .date: .date
    case .timestamp: .timestamp
    case .string: .string
    case .category: .category
    }
  }
}
