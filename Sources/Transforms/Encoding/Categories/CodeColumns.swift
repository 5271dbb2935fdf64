import Columns

/// Columns made of codes by what each code becomes: through a table of all codes, but for fewer rows than there are
/// codes, such as one row that is served.
extension Buffer<Int32> {
  /// The int column of `value(code)`, for codes below `codeCount`; missing where that is `nil`.
  func ints(codeCount: Int, _ value: (Int) -> Int64?) -> Column {
    column(codeCount, value, zero: 0) { .int($0) }
  }

  /// The float column of `value(code)`, for codes below `codeCount`; missing where that is `nil`.
  func floats(codeCount: Int, _ value: (Int) -> Double?) -> Column {
    column(codeCount, value, zero: 0) { .float($0) }
  }

  /// The float column of `number(code)`, for codes below `codeCount`; missing where that is not a number.
  func numbers(codeCount: Int, _ number: (Int) -> Double) -> Column {
    guard count >= codeCount else {
      let numbers = map { number(Int($0)) }
      return Column(
        numbersOrGaps: numbers, mayHaveGaps: numbers.withUnsafeBufferPointer { $0.contains { $0.isNaN } })
    }
    let numbers = (0..<codeCount).map(number)
    return Column(numbersOrGaps: lookUp(in: numbers), mayHaveGaps: numbers.contains { $0.isNaN })
  }

  private func column<Value: BitwiseCopyable>(
    _ codeCount: Int, _ value: (Int) -> Value?, zero: Value, _ make: (Buffer<Value>) -> Column.Values
  ) -> Column {
    guard count >= codeCount else { return column(of: map { value(Int($0)) }, zero: zero, make) }
    return column(of: (0..<codeCount).map(value), zero: zero, make)
  }

  private func column<Value: BitwiseCopyable>(
    of values: Buffer<Value?>, zero: Value, _ make: (Buffer<Value>) -> Column.Values
  ) -> Column {
    Column(make(values.map { $0 ?? zero }), validity: Bitmap(count: count) { values[$0] != nil })
  }

  private func column<Value: BitwiseCopyable>(
    of values: [Value?], zero: Value, _ make: (Buffer<Value>) -> Column.Values
  ) -> Column {
    let results = make(lookUp(in: values.map { $0 ?? zero }))
    guard let lastMissing = values.lastIndex(where: { $0 == nil }) else { return Column(results) }
    // Codes of missing values come first, so that mostly one look at the smallest code is enough.
    let smallest = withUnsafeBufferPointer { codes in codes.reduce(Int32.max) { min($0, $1) } }
    guard smallest <= lastMissing else { return Column(results) }
    let isPresent = values.map { $0 != nil }
    let validity = withUnsafeBufferPointer { codes in
      isPresent.withUnsafeBufferPointer { isPresent in Bitmap(count: codes.count) { isPresent[Int(codes[$0])] } }
    }
    return Column(results, validity: validity)
  }
}
