import Columns

/// How the target is read: as one of two classes, or as a number.
enum TargetKind: Sendable, Codable, Equatable {
  case binary
  case continuous

  /// By the type of the target's column; the classes of `binary` are counted while fitting.
  init(_ declared: TargetEncoder.TargetType, _ target: Field?) throws(TransformError) {
    guard let target else { throw .unusableTarget(problem: "`target_encoder` learns from a target, and there is none") }
    switch (declared, target.type) {
    case (.multiclass, _):
      throw .badArgument(parameter: "target_type", problem: "`multiclass` is not in this version")
    case (.auto, .bool), (.auto, .category), (.auto, .string), (.auto, .int): self = .binary
    case (.auto, .float): self = .continuous
    case (.binary, .bool), (.binary, .category), (.binary, .string), (.binary, .int), (.binary, .float): self = .binary
    case (.continuous, .bool), (.continuous, .int), (.continuous, .float): self = .continuous
    case (_, .category), (_, .string), (_, .text), (_, .date), (_, .timestamp):
      throw .unusableTarget(
        problem: "`target_encoder` cannot learn from the target `\(target.name)`, which is \(target.type.rawValue)")
    }
  }
}

/// The two classes of a binary target, numbered by first appearance while chunks go by.
struct TargetClasses: Sendable, Codable {
  private let type: ColumnType
  private var levels: Levels

  init(type: ColumnType) {
    self.type = type
    levels = Levels(type: type)
  }

  /// The number (0 or 1) of each row's class.
  mutating func classes(of target: Column, name: String) throws(TransformError) -> Buffer<Int32> {
    let codes = levels.codes(of: target)
    try checkCount(name)
    return codes.map { $0 &- 1 }
  }

  /// The other's classes in this one's numbers.
  mutating func merge(_ other: TargetClasses, name: String) throws(TransformError) -> [Int] {
    let codes = levels.merge(other.levels)
    try checkCount(name)
    return codes.dropFirst().map { $0 - 1 }
  }

  private func checkCount(_ name: String) throws(TransformError) {
    guard levels.count <= 3 else {
      throw .unusableTarget(
        problem: "the target `\(name)` has more than two classes, which this version cannot encode; "
          + "for a number set `target_type: continuous`")
    }
  }

  /// The class that counts as 1: the last in scikit-learn's order; of a single class none, except `true`.
  var positive: Int? {
    let names = levels.names
    let sorted = CategoryOrder.sorted(names, as: type)
    guard let last = sorted.last, sorted.count == 2 || type == .bool && last == "true" else { return nil }
    return names.firstIndex(of: last)
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
