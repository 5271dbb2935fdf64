import Columns

/// What treatments ask of the columns they are given.
extension Treatment {
  func requireStrings(_ field: Field) throws(TreatmentError) {
    guard field.type == .string || field.type == .category else {
      throw .wrongType(column: field.name, expected: "string or category", found: field.type)
    }
  }

  /// For those that leave something of each value: of free text and of secrets that would be too much.
  func requireAtMostDirect(_ field: Field) throws(TreatmentError) {
    guard field.sensitivity <= .direct else {
      throw .tooWeak(
        column: field.name, sensitivity: field.sensitivity, treatment: Self.name,
        enough: field.sensitivity == .freeText ? "redact or drop" : "tokenize or drop")
    }
  }
}
