import Columns

extension Field {
  /// What takes the place of this column: the same column to everyone else, without a vocabulary.
  func encoded(as type: ColumnType, isNullable: Bool) -> Field {
    Field(name: name, type: type, role: role, isNullable: isNullable, sensitivity: sensitivity, tags: tags)
  }

  /// A feature made of this column alone.
  func derived(_ name: String, as type: ColumnType, isNullable: Bool = false) -> Field {
    Field(name: name, type: type, isNullable: isNullable, sensitivity: sensitivity, tags: tags)
  }

  /// What tells something of each value of this column: what the tags say of the values is not true of it.
  func indicator(_ name: String) -> Field {
    var field = self
    field.name = name
    field.tags = []
    field.type = .bool
    field.isNullable = false
    field.vocabulary = nil
    return field
  }
}

extension [Field] {
  /// The sensitivity of what is made of all of them.
  var sensitivity: Sensitivity { reduce(.public) { $0.join($1.sensitivity) } }

  /// A feature made of all of these: as sensitive as the most sensitive of them, with the tags of all.
  func merged(_ name: String, as type: ColumnType, isNullable: Bool) -> Field {
    var tags: [String] = []
    for tag in flatMap(\.tags) where !tags.contains(tag) { tags.append(tag) }
    return Field(name: name, type: type, isNullable: isNullable, sensitivity: sensitivity, tags: tags)
  }

  /// The columns with every gap filled from the others: float, and as sensitive as the most sensitive of them.
  var imputedFromEachOther: [OutputField] {
    enumerated().map { position, field in
      var field = field
      field.type = .float
      field.isNullable = false
      field.sensitivity = sensitivity
      return OutputField(field, replaces: position)
    }
  }
}
