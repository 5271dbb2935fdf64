import Columns

/// What the encoders accept as a column of categories.
enum CategoryInputs {
  static let types: Set<ColumnType> = [.category, .string, .bool, .int, .float, .date]

  static func check(_ inputs: [Field]) throws(TransformError) {
    for field in inputs where !types.contains(field.type) {
      throw .wrongType(
        column: field.name, expected: "a column of categories (category, string, bool, int, float or date)",
        found: field.type)
    }
  }
}

extension Rows {
  /// Refuses a state that was fitted on other than `names.count` columns, and an infinite number.
  func require(_ names: [String]) throws(TransformError) {
    guard columns.count == names.count else {
      throw .badState(problem: "it holds \(names.count) columns, but the step has \(columns.count)")
    }
    for (name, column) in zip(names, columns) { try column.requireFinite(name, rowNumbers) }
  }
}

extension Column {
  func requireFinite(_ name: String, _ rowNumbers: Buffer<Int64>) throws(TransformError) {
    guard case .float(let values) = self.values else { return }
    let row = values.withUnsafeBufferPointer { values in values.firstIndex { !$0.isFinite } }
    if let row { throw .badValue(column: name, row: Int(rowNumbers[row]), problem: "the value is not finite") }
  }
}
