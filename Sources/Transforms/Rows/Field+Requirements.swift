import Columns

/// Which types members take.
extension [Field] {
  /// Refuses columns that are not int, float or bool.
  func requireNumbers() throws(TransformError) {
    try require(Field.numberTypes) { $0.isNumber || $0 == .bool }
  }

  /// Refuses columns that are not int or float.
  func requireIntsOrFloats() throws(TransformError) { try require("int or float", \.isNumber) }

  /// Refuses columns that hold no time.
  func requireTimes() throws(TransformError) { try require("date or timestamp") { $0 == .date || $0 == .timestamp } }

  /// Refuses what the encoders do not take for categories.
  func requireCategories() throws(TransformError) {
    try require("a column of categories (category, string, bool, int, float or date)") {
      [.category, .string, .bool, .int, .float, .date].contains($0)
    }
  }

  /// Refuses columns whose values are neither numbers nor names: of times and of free text each value is its own.
  func requireValues() throws(TransformError) {
    try require("int, float, bool, string or category") { [.int, .float, .bool, .string, .category].contains($0) }
  }

  /// Refuses columns that hold no text, and tokens: they are no words, and to learn them is to learn people by heart.
  func requireTexts() throws(TransformError) {
    try require(Field.textTypes) { [.string, .text, .category].contains($0) }
    for field in self where field.sensitivity == .pseudonym {
      throw .unfittable(column: field.name, problem: "holds tokens, which are no text")
    }
  }

  /// Refuses keys, targets and the like: a selection may only drop features.
  func requireFeatures() throws(TransformError) {
    for field in self where field.role != .feature {
      throw .badArgument(
        parameter: "columns", problem: "names `\(field.name)`, whose role is \(field.role.rawValue), not feature")
    }
  }

  private func require(_ expected: String, _ isTaken: (ColumnType) -> Bool) throws(TransformError) {
    for field in self where !isTaken(field.type) {
      throw .wrongType(column: field.name, expected: expected, found: field.type)
    }
  }
}

extension Field {
  static let numberTypes = "int, float or bool"
  static let textTypes = "a column of text (string, text or category)"
}
