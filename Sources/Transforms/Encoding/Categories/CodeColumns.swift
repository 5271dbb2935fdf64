import Columns

/// Columns made of codes by a table of what each code becomes.
extension Buffer<Int32> {
  /// The int column of `values[code]`; missing where that is `nil`.
  func ints(_ values: [Int64?]) -> Column { column(of: values, zero: 0) { .int($0) } }

  /// The float column of `values[code]`; missing where that is `nil`.
  func floats(_ values: [Double?]) -> Column { column(of: values, zero: 0) { .float($0) } }

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
