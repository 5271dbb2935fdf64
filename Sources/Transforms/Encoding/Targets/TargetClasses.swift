import Columns

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
