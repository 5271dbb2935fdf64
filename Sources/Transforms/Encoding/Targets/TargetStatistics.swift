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
  private let refusesMissing: Bool
  private(set) var parts: RowParts
  private(set) var classes: TargetClasses
  private(set) var columns: [TargetCells]
  /// Distinct people of each part.
  private(set) var people: Crowds

  /// - Parameter kind: `nil` for a target that cannot be learned from, which the first row is told.
  init(
    _ member: String, inputs: [Field], target: Field?, k: Int?, kind: TargetKind?, crossFit: CrossFit, time: String?,
    refusesMissing: Bool
  ) {
    self.member = member
    self.kind = kind
    self.target = target?.name ?? ""
    self.time = time
    self.refusesMissing = refusesMissing
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
    guard let kind, let values = rows.target else {
      throw .missingTarget(member: member)
    }
    try rows.require(names + (time.map { [$0] } ?? []))
    try rows.requireTarget(values, named: target)
    if refusesMissing {
      for (name, column) in zip(names, rows.columns) { try rows.requirePresent(column, named: name) }
    }
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

/// The cells of one input column.
struct TargetCells: Sendable, Codable {
  private var levels: Levels
  private var numbers: CellNumbers
  var targets: CellTargets
  /// Distinct people of each cell.
  private(set) var people: Crowds

  init(type: ColumnType, values: CellTargets.Kind, parts: Int?, k: Int?) {
    levels = Levels(type: type)
    numbers = CellNumbers(parts: parts)
    targets = CellTargets(values)
    people = Crowds(k: k)
    grow(classes: 0)
  }

  private mutating func grow(classes: Int) {
    let cells = numbers.count(categories: levels.count)
    targets.grow(cells: cells, classes: classes)
    people.grow(to: cells)
  }

  /// The cell of every row.
  mutating func locate(
    _ column: Column, _ partOfRow: Buffer<Int32>, _ people: Buffer<UInt64>?, classes: Int
  ) -> Buffer<Int32> {
    let cells = numbers.cells(levels.codes(of: column), partOfRow)
    grow(classes: classes)
    self.people.insert(people, into: cells)
    return cells
  }

  /// `classOf`, `partOf`: the other's classes and parts in this one's numbers.
  mutating func merge(
    _ other: TargetCells, classOf: [Int], partOf: [Int], classes: Int, column: String
  ) throws(TransformError) {
    let codes = levels.merge(other.levels)
    try levels.requireRoom(column: column)
    grow(classes: classes)
    for (from, place) in other.numbers.places(categories: other.levels.count).enumerated() {
      let to = numbers.cell(category: codes[place.category], part: partOf[place.part])
      if to >= numbers.count(categories: levels.count) - 1 { grow(classes: classes) }
      targets.merge(other.targets, cell: from, into: to, classOf: classOf)
      people.merge(other.people, group: from, into: to)
    }
    guard numbers.count(categories: levels.count) <= 1 << 30 else {
      throw .unfittable(column: column, problem: "has too many different values in too many periods")
    }
  }

  /// The categories in scikit-learn's order, the missing value last where there is one, each with its cells of rows in
  /// the order of `parts`.
  func categories(as type: ColumnType, parts: [Int]) -> [TargetCategory] {
    var rankOfPart = [Int](repeating: 0, count: parts.count)
    for (rank, part) in parts.enumerated() { rankOfPart[part] = rank }
    var cells = [[TargetCategory.Cell]](repeating: [], count: levels.count)
    for (number, place) in numbers.places(categories: levels.count).enumerated()
    where targets.rowCount(of: number) > 0 {
      cells[place.category].append(.init(part: rankOfPart[place.part], number: number))
    }
    let names = levels.names
    let table = StringTable(Strings(names))
    let texts: [String?] = CategoryOrder.sorted(names, as: type) + [nil]
    return texts.compactMap { text in
      let code = text.flatMap(table.find).map { Int($0) + 1 } ?? Int(Levels.missing)
      guard !cells[code].isEmpty else { return nil }
      return TargetCategory(text: text, cells: cells[code].sorted { $0.part < $1.part })
    }
  }
}

/// One category and its cells.
struct TargetCategory: Sendable {
  struct Cell: Sendable {
    /// In the order of the parts.
    let part: Int
    let number: Int
  }

  /// `nil` for the missing value.
  let text: String?
  /// Those that hold rows, by part.
  let cells: [Cell]
}
