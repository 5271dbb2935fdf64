import Columns

extension Column {
  /// A column of missing values.
  static func missing(_ type: ColumnType, count: Int) -> Column {
    let values: Values =
      switch type {
      case .int: .int(Buffer(repeating: 0, count: count))
      case .float: .float(Buffer(repeating: 0, count: count))
      case .bool: .bool(Bitmap(repeating: false, count: count))
      case .date: .date(Buffer(repeating: 0, count: count))
      case .timestamp: .timestamp(Buffer(repeating: 0, count: count))
      case .string, .text:
        .string(Strings(offsets: Buffer(repeating: 0, count: count + 1), bytes: []))
      case .category: .category(codes: Buffer(repeating: 0, count: count), dictionary: Strings([]))
      }
    return Column(values, validity: Bitmap(repeating: false, count: count))
  }
}
