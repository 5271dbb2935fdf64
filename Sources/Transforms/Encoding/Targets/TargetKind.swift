import Columns

/// How the target is read: as one of two classes, as one of many, or as a number. Decided by the plan, never by rows.
enum TargetKind: Sendable, Codable, Equatable {
  case binary
  case multiclass
  case continuous

  /// As category_encoders reads it: numbers are numbers, everything else has two classes.
  static func numberOrBinary(_ target: Field?, for member: String) throws(TransformError) -> TargetKind {
    switch try target.required(by: member).type {
    case .bool, .category, .string: .binary
    case .int, .float: .continuous
    case .text, .date, .timestamp: throw .unusable(target, by: member)
    }
  }

  /// Two classes, whatever their type.
  static func onlyBinary(_ target: Field?, for member: String) throws(TransformError) -> TargetKind {
    switch try target.required(by: member).type {
    case .bool, .category, .string, .int, .float: .binary
    case .text, .date, .timestamp: throw .unusable(target, by: member)
    }
  }
}

extension Field? {
  func required(by member: String) throws(TransformError) -> Field {
    guard let self else { throw .missingTarget(member: member) }
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

/// The classes of a target, numbered by first appearance while chunks go by.
struct TargetClasses: Sendable, Codable {
  private let type: ColumnType
  private let kind: TargetKind
  private var levels: Levels
  /// Distinct people of each class, by code of `levels`.
  private var people: Crowds

  init(type: ColumnType, kind: TargetKind, k: Int?) {
    self.type = type
    self.kind = kind
    levels = Levels(type: type)
    people = Crowds(k: k)
  }

  /// How many classes there are so far.
  var count: Int { levels.count - 1 }

  /// The number of each row's class, from 1.
  mutating func classes(
    of target: Column, people: Buffer<UInt64>?, name: String
  ) throws(TransformError) -> Buffer<Int32> {
    let codes = levels.codes(of: target)
    try checkCount(name)
    self.people.grow(to: levels.count)
    self.people.insert(people, into: codes)
    return codes
  }

  /// The other's classes in this one's numbers.
  mutating func merge(_ other: TargetClasses, name: String) throws(TransformError) -> [Int] {
    let codes = levels.merge(other.levels)
    try checkCount(name)
    people.grow(to: levels.count)
    for (from, to) in codes.enumerated() where from > 0 { people.merge(other.people, group: from, into: to) }
    return codes.dropFirst().map { $0 - 1 }
  }

  /// More classes than this are a number or a key that is read as a class, and would exhaust the memory.
  private static let most = 1_000

  private func checkCount(_ name: String) throws(TransformError) {
    guard kind == .binary else {
      guard count <= Self.most else {
        throw .unusableTarget(problem: "the target `\(name)` has more than \(Self.most) classes")
      }
      return
    }
    guard count <= 2 else {
      throw .unusableTarget(
        problem: "the target `\(name)` has more than two classes; set `target_type: multiclass` of `target_encoder`, "
          + "or for a number `continuous`")
    }
  }

  /// The class that counts as 1 of two: the last in scikit-learn's order; of a single class none, except `true`.
  var positive: Int? {
    let names = levels.names
    let sorted = CategoryOrder.sorted(names, as: type)
    guard let last = sorted.last, sorted.count == 2 || type == .bool && last == "true" else { return nil }
    return names.firstIndex(of: last)
  }

  /// The name of that class; none where there is no such class.
  var positiveNames: [String] { positive.map { [levels.names[$0]] } ?? [] }

  /// Each class in scikit-learn's order with its number, those of fewer than k people left out; of a declared
  /// vocabulary every one, with no number where no row has it.
  func named(declared vocabulary: [String]?) -> [(name: String, class: Int?)] {
    let names = levels.names
    let table = StringTable(Strings(names))
    if let vocabulary {
      let distinct = StringTable(Strings(vocabulary)).dictionary.array
      return CategoryOrder.sorted(distinct, as: type).map { ($0, table.find($0).map { Int($0) }) }
    }
    return CategoryOrder.sorted(names, as: type).compactMap { name in
      guard let code = table.find(name), people.isLargeEnough(Int(code) + 1) else { return nil }
      return (name, Int(code))
    }
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
