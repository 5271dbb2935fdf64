import Columns

/// The target in every cell category × part of each input: enough, from one pass, for the encodings of new rows and for
/// those of the fitted ones, which must not see themselves.
struct TargetStatistics: Accumulator {
  private let member: String
  private let kind: TargetKind?
  private let target: String
  private let names: [String]
  /// The name of the time; it follows the inputs.
  private let time: String?
  private let missing: MissingCategory
  private(set) var parts: RowParts
  private(set) var classes: TargetClasses
  private(set) var columns: [TargetCells]
  /// Distinct people of each part.
  private(set) var people: Crowds

  /// - Parameter kind: `nil` for a target that cannot be learned from, which the first row is told.
  init(
    _ member: String, inputs: [Field], target: Field?, k: Int?, kind: TargetKind?, crossFit: CrossFit, time: String?,
    missing: MissingCategory
  ) {
    self.member = member
    self.kind = kind
    self.target = target?.name ?? ""
    self.time = time
    self.missing = missing
    names = inputs.map(\.name)
    parts = RowParts(crossFit)
    classes = TargetClasses(type: target?.type ?? .int, kind: kind ?? .binary, k: k)
    people = Crowds(k: k)
    let (values, fixedParts) = (Self.values(kind, crossFit), parts.fixedCount)
    columns = inputs.map { TargetCells(type: $0.type, values: values, parts: fixedParts, k: k) }
    people.grow(to: parts.count)
  }

  private static func values(_ kind: TargetKind?, _ crossFit: CrossFit) -> CellTargets.Kind {
    guard kind == .continuous else { return .classes }
    return crossFit == .others ? .sums : .moments
  }

  mutating func update(_ rows: Rows) throws(TransformError) {
    guard rows.count > 0 else { return }
    let values = try rows.target(for: member, named: target)
    guard let kind else { throw .unusableTarget(problem: "`\(member)` cannot learn from the target `\(target)`") }
    try rows.require(names + (time.map { [$0] } ?? []))
    for (name, column) in zip(names, rows.columns) { try rows.require(missing, in: column, named: name) }
    let partOfRow = try parts.assign(rows, time: time.flatMap { _ in rows.columns.last }, named: time)
    people.grow(to: parts.count)
    people.insert(rows.people, into: partOfRow)
    if kind == .continuous {
      guard let numbers = values.numbers else {
        throw .unusableTarget(problem: "the target `\(target)` is no number")
      }
      for position in columns.indices {
        let cells = columns[position].locate(rows.columns[position], partOfRow, rows.people, classes: 0)
        columns[position].targets.add(numbers, in: cells)
      }
    } else {
      let classOfRow = try classes.classes(of: values, people: rows.people, name: target)
      for position in columns.indices {
        let cells = columns[position].locate(rows.columns[position], partOfRow, rows.people, classes: classes.count)
        columns[position].targets.count(classOfRow, in: cells)
      }
    }
  }

  mutating func merge(_ other: TargetStatistics) throws(TransformError) {
    let classOf = try classes.merge(other.classes, name: target)
    let partOf = parts.merge(other.parts)
    for (position, name) in names.enumerated() {
      try columns[position].merge(
        other.columns[position], classOf: classOf, partOf: partOf, classes: classes.count, column: name)
    }
    people.grow(to: parts.count)
    for (from, to) in partOf.enumerated() { people.merge(other.people, group: from, into: to) }
  }
}
