import Columns

extension [Field] {
  /// Refuses columns that hold no text, and tokens: they are no words, and to learn them is to learn people by heart.
  func requireTexts() throws(TransformError) {
    for field in self {
      guard [.string, .text, .category].contains(field.type) else {
        throw .wrongType(column: field.name, expected: "a column of text (string, text or category)", found: field.type)
      }
      if field.sensitivity == .pseudonym {
        throw .unfittable(column: field.name, problem: "holds tokens, which are no text")
      }
    }
  }
}

extension Rows {
  /// The texts of input `index`.
  func texts(of index: Int, named name: String) throws(TransformError) -> Texts {
    let column = columns[index]
    guard column.valueType == .string || column.valueType == .category else {
      throw .wrongType(column: name, expected: "a column of text (string, text or category)", found: column.valueType)
    }
    return Texts(column)
  }
}
