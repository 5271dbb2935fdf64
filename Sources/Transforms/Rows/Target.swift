import Columns

extension Field? {
  /// The target that `member` learns from.
  func required(by member: String) throws(TransformError) -> Field {
    guard let self else { throw .missingTarget(member: member) }
    return self
  }

  /// Refuses a target that is no number, or no class.
  func require(number: Bool, by member: String) throws(TransformError) {
    let target = try required(by: member)
    let types: [ColumnType] = number ? [.int, .float] : [.bool, .int, .category, .string]
    guard types.contains(target.type) else {
      throw .unusableTarget(
        problem: "the target `\(target.name)` is \(target.type.rawValue), but `\(member)` needs "
          + (number ? "int or float" : "bool, int, category or string"))
    }
  }
}

extension TransformError {
  static func unusable(_ target: Field?, by member: String) -> TransformError {
    .unusableTarget(
      problem: "`\(member)` cannot learn from the target `\(target?.name ?? "")`, which is "
        + (target?.type.rawValue ?? "absent"))
  }
}

extension Rows {
  /// The target that `member` learns from, without a gap or an infinite number.
  func target(for member: String, named name: String) throws(TransformError) -> Column {
    guard let target else { throw .missingTarget(member: member) }
    try requirePresent(target, named: name, "the target")
    try requireFinite(target, named: name)
    return target
  }
}
