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

extension Field {
  /// The field of what a column of categories is encoded as: the same column to everyone else, without a vocabulary.
  func encoded(as type: ColumnType, isNullable: Bool) -> Field {
    Field(name: name, type: type, role: role, isNullable: isNullable, sensitivity: sensitivity, tags: tags)
  }
}

extension [Field] {
  /// A column made of all of these: as sensitive as the most sensitive of them, with the tags of all.
  func merged(_ name: String, as type: ColumnType, isNullable: Bool) -> Field {
    var tags: [String] = []
    for tag in flatMap(\.tags) where !tags.contains(tag) { tags.append(tag) }
    return Field(
      name: name, type: type, isNullable: isNullable, sensitivity: reduce(.public) { $0.join($1.sensitivity) },
      tags: tags)
  }
}
