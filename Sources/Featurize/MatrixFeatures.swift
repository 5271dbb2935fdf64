import Columns

/// Which columns of a table a matrix has, found once for all tables of one schema: for a single row looking at all
/// fields takes longer than its numbers.
struct MatrixFeatures: Sendable {
  /// Positions of the features, and their names.
  let positions: [Int]
  let names: [String]
  /// Those of them that have a number; the same where all have.
  let numeric: [Int]
  let numericNames: [String]
  /// Position of the first feature that has none.
  let firstText: Int?
  /// Position of the target, unless it is text.
  let target: Int?
  let key: Int?

  init(_ schema: Schema) {
    let fields = schema.fields
    positions = fields.indices.filter { fields[$0].isMatrixFeature }
    names = positions.map { fields[$0].name }
    numeric = positions.filter { !fields[$0].type.isText }
    numericNames = numeric.map { fields[$0].name }
    firstText = positions.first { fields[$0].type.isText }
    target = fields.firstIndex { $0.role == .target }.flatMap { fields[$0].type.isText ? nil : $0 }
    key = fields.firstIndex { $0.role == .key }
  }
}
