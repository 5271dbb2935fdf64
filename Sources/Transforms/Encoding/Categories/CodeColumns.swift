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
    let isPresent = values.map { $0 != nil }
    guard isPresent.contains(false) else { return Column(results) }
    let validity = withUnsafeBufferPointer { codes in Bitmap(count: codes.count) { isPresent[Int(codes[$0])] } }
    return Column(results, validity: validity)
  }
}
