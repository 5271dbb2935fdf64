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
