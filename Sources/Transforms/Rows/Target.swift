import Columns

extension Field? {
  func required(by member: String) throws(TransformError) -> Field {
    guard let self else { throw .unusableTarget(problem: "`\(member)` learns from a target, and there is none") }
    return self
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
  /// Refuses a target with a gap or an infinite number.
  func requireTarget(_ target: Column, named name: String) throws(TransformError) {
    if let row = target.firstMissing {
      throw .badValue(column: name, row: Int(rowNumbers[row]), problem: "the target is missing")
    }
    try requireFinite(target, named: name)
  }
}
