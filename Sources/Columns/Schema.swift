/// The type of a column's values.
package enum ColumnType: String, Sendable, Codable, CaseIterable {
  /// 64-bit signed.
  case int
  /// IEEE 754 binary64; a missing value is a cleared validity bit, never NaN.
  case float
  case bool
  /// UTF-8.
  case string
  /// UTF-8, free text: as `string`, but scanned for personal data.
  case text
  /// Dictionary-encoded UTF-8.
  case category
  /// Days since 1970-01-01, proleptic Gregorian.
  case date
  /// Microseconds since 1970-01-01T00:00:00Z.
  case timestamp

  /// Whether the type joins the selector `type: number`.
  package var isNumber: Bool { self == .int || self == .float }
}

/// What a column is for.
package enum Role: String, Sendable, CaseIterable {
  case feature
  /// Names the row; carried to the outputs, never a feature.
  case key
  case target
  /// Rows of one group are never split between folds.
  case group
  case time
  case weight
}

/// The description of one column.
package struct Field: Sendable, Equatable {
  package var name: String
  package var type: ColumnType
  package var role: Role
  package var isNullable: Bool
  package var sensitivity: Sensitivity
  package var tags: [String]
  /// Every value the contract allows (`values:`), in its order; public by declaration. `nil`: only the data knows.
  package var vocabulary: [String]?

  package init(
    name: String, type: ColumnType, role: Role = .feature, isNullable: Bool = true, sensitivity: Sensitivity = .public,
    tags: [String] = [], vocabulary: [String]? = nil
  ) {
    self.name = name
    self.type = type
    self.role = role
    self.isNullable = isNullable
    self.sensitivity = sensitivity
    self.tags = tags
    self.vocabulary = vocabulary
  }
}

/// Fields in order, with names that occur once.
package struct Schema: Sendable, Equatable {
  package private(set) var fields: [Field]
  private var positions: [String: Int]

  /// Traps on a name that occurs twice: callers check that first and report it.
  package init(_ fields: [Field]) {
    self.fields = fields
    positions = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
  }

  package var count: Int { fields.count }
  package var names: [String] { fields.map(\.name) }

  package func position(of name: String) -> Int? { positions[name] }

  package subscript(name: String) -> Field? { positions[name].map { fields[$0] } }

  package static func == (left: Schema, right: Schema) -> Bool { left.fields == right.fields }
}
