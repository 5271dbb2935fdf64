import Columns

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
    let cellOf = other.numbers.places(categories: other.levels.count).map { place in
      numbers.cell(category: codes[place.category], part: partOf[place.part])
    }
    grow(classes: classes)
    targets.merge(other.targets, cellOf: cellOf, classOf: classOf)
    if people.hasFloor {
      for (from, to) in cellOf.enumerated() { people.merge(other.people, group: from, into: to) }
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
