import Columns

/// What rows are refused for, by column and row number.
extension Rows {
  /// What is wrong with the value of a row, by its position in the batch.
  func badValue(in column: String, at row: Int, _ problem: String) -> TransformError {
    .badValue(column: column, row: Int(rowNumbers[row]), problem: problem)
  }

  /// The values of input `index` as doubles, all finite.
  func numbers(of index: Int, named name: String) throws(TransformError) -> Buffer<Double> {
    try requireFinite(columns[index], named: name)
    return try columns[index].requiredNumbers(named: name)
  }

  /// The inputs as doubles, all finite; missing values are refused under the policy that says so.
  func numbers(named names: [String], missing: some MissingPolicy) throws(TransformError) -> [Buffer<Double>] {
    try requireColumns(names.count)
    var numbers: [Buffer<Double>] = []
    for (index, name) in names.enumerated() {
      numbers.append(try self.numbers(of: index, named: name))
      try require(missing, in: columns[index], named: name)
    }
    return numbers
  }

  /// The texts of input `index`.
  func texts(of index: Int, named name: String) throws(TransformError) -> Texts {
    let column = columns[index]
    guard column.valueType == .string || column.valueType == .category else {
      throw .wrongType(column: name, expected: Field.textTypes, found: column.valueType)
    }
    return Texts(column)
  }

  /// Refuses infinities, naming the row.
  func requireFinite(
    _ numbers: Buffer<Double>, named name: String, problem: String = TransformError.infinite
  ) throws(TransformError) {
    if let row = numbers.firstInfinite { throw badValue(in: name, at: row, problem) }
  }

  /// Refuses infinities in a float column; no other type has any.
  func requireFinite(_ column: Column, named name: String) throws(TransformError) {
    if let row = column.firstInfinite { throw badValue(in: name, at: row, TransformError.infinite) }
  }

  /// Refuses missing values, naming the row; `what` is the subject of the message.
  func requirePresent(
    _ column: Column, named name: String, _ what: String = "the value"
  ) throws(TransformError) {
    if let row = column.firstMissing { throw badValue(in: name, at: row, "\(what) is missing") }
  }

  /// Refuses the first moment outside `range`; the slots of missing values, 0, are in it.
  func require<Moment: FixedWidthInteger & BitwiseCopyable>(
    _ moments: Buffer<Moment>, within range: ClosedRange<Moment>, named name: String
  ) throws(TransformError) {
    let outside = moments.withUnsafeBufferPointer { moments -> Int? in
      var low = range.lowerBound
      var high = range.lowerBound
      for moment in moments {
        low = min(low, moment)
        high = max(high, moment)
      }
      guard low < range.lowerBound || high > range.upperBound else { return nil }
      return moments.firstIndex { !range.contains($0) }
    }
    if let outside { throw badValue(in: name, at: outside, "the value is not in the years 1 to 9999") }
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
  /// The values as doubles; refuses a column that has none.
  func requiredNumbers(named name: String) throws(TransformError) -> Buffer<Double> {
    guard let numbers else { throw .wrongType(column: name, expected: Field.numberTypes, found: valueType) }
    return numbers
  }
}
