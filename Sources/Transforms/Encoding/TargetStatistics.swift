import Columns

/// The target's moments for every category and fold: enough, from one pass, for the encodings of new rows and for the
/// out-of-fold encodings of the fitted ones.
struct TargetStatistics: Accumulator {
  private let kind: TargetKind?
  private let target: String
  private let names: [String]
  private let folds: Folds
  private var classes: TargetClasses
  private(set) var columns: [TargetCells]
  /// Distinct people of each fold.
  private(set) var people: Crowds

  init(_ context: FitContext, kind: TargetKind?, folds: Folds) {
    self.kind = kind
    self.folds = folds
    target = context.target?.name ?? ""
    names = context.inputs.map(\.name)
    classes = TargetClasses(type: context.target?.type ?? .int)
    columns = context.inputs.map { TargetCells(type: $0.type, kind: kind, folds: folds.count, k: context.k) }
    people = Crowds(k: context.k)
    people.grow(to: folds.count)
  }

  mutating func update(_ rows: Rows) throws(TransformError) {
    guard rows.count > 0 else { return }
    guard let kind, let values = rows.target else {
      throw .unusableTarget(problem: "`target_encoder` learns from a target, and there is none")
    }
    try rows.require(names)
    try rows.requireTarget(values, named: target)
    let folds = folds.assign(rows)
    people.insert(rows.people, into: folds)
    switch kind {
    case .binary:
      let classes = try classes.classes(of: values, name: target)
      for position in columns.indices {
        let cells = columns[position].locate(rows.columns[position], folds, rows.people)
        columns[position].count(classes, in: cells)
      }
    case .continuous:
      guard let numbers = values.numbers else {
        throw .unusableTarget(problem: "the target `\(target)` is no number")
      }
      for position in columns.indices {
        let cells = columns[position].locate(rows.columns[position], folds, rows.people)
        columns[position].add(numbers, in: cells)
      }
    }
  }

  mutating func merge(_ other: TargetStatistics) throws(TransformError) {
    let classOf = try classes.merge(other.classes, name: target)
    for (position, name) in names.enumerated() {
      try columns[position].merge(other.columns[position], classOf: classOf, column: name)
    }
    for fold in 0..<folds.count { people.merge(other.people, group: fold, into: fold) }
  }

  /// The class that counts as 1; `nil` for a number, and for a target of one class.
  var positiveClass: Int? { kind == .binary ? classes.positive : nil }
}

/// The cells of one input column: category × fold.
struct TargetCells: Sendable, Codable {
  let folds: Int
  private let kind: TargetKind?
  private var levels: Levels
  /// Rows of each class (0, 1) of a binary target: two numbers a cell.
  private var classCounts: [Int64] = []
  /// Of a continuous target.
  private var moments: [Moments] = []
  /// Distinct people of each cell.
  private var people: Crowds

  init(type: ColumnType, kind: TargetKind?, folds: Int, k: Int?) {
    self.folds = folds
    self.kind = kind
    levels = Levels(type: type)
    people = Crowds(k: k)
    grow()
  }

  private mutating func grow() {
    let cells = levels.count * folds
    switch kind {
    case .binary: classCounts.append(contentsOf: repeatElement(0, count: cells * 2 - classCounts.count))
    case .continuous: moments.append(contentsOf: repeatElement(Moments(), count: cells - moments.count))
    case nil: break
    }
    people.grow(to: cells)
  }

  /// The cell of every row.
  mutating func locate(_ column: Column, _ foldOfRow: Buffer<Int32>, _ people: Buffer<UInt64>?) -> Buffer<Int32> {
    let groups = levels.codes(of: column)
    grow()
    let folds = Int32(folds)
    let cells = Buffer<Int32>(count: groups.count) { memory in
      groups.withUnsafeBufferPointer { groups in
        foldOfRow.withUnsafeBufferPointer { foldOfRow in
          // `Levels.requireRoom` keeps the numbers of cells below 2^31.
          for row in 0..<memory.count { memory[row] = groups[row] &* folds &+ foldOfRow[row] }
        }
      }
    }
    self.people.insert(people, into: cells)
    return cells
  }

  mutating func count(_ classes: Buffer<Int32>, in cells: Buffer<Int32>) {
    cells.withUnsafeBufferPointer { cells in
      classes.withUnsafeBufferPointer { classes in
        classCounts.withUnsafeMutableBufferPointer { counts in
          for row in 0..<cells.count { counts[Int(cells[row]) &* 2 &+ Int(classes[row])] &+= 1 }
        }
      }
    }
  }

  mutating func add(_ numbers: Buffer<Double>, in cells: Buffer<Int32>) {
    cells.withUnsafeBufferPointer { cells in
      numbers.withUnsafeBufferPointer { numbers in
        moments.withUnsafeMutableBufferPointer { moments in
          for row in 0..<cells.count { moments[Int(cells[row])].add(numbers[row]) }
        }
      }
    }
  }

  /// `classOf`: the other's classes in this one's numbers.
  mutating func merge(_ other: TargetCells, classOf: [Int], column: String) throws(TransformError) {
    let groups = levels.merge(other.levels)
    try levels.requireRoom(column: column)
    grow()
    for (group, target) in groups.enumerated() {
      for fold in 0..<folds {
        let from = group * folds + fold, to = target * folds + fold
        if kind == .continuous { moments[to].merge(other.moments[from]) }
        for (number, mine) in classOf.enumerated() {
          classCounts[to * 2 + mine] += other.classCounts[from * 2 + number]
        }
        people.merge(other.people, group: from, into: to)
      }
    }
  }

  /// The categories in scikit-learn's order, the missing value last where there is one, each with its cells.
  func categories(as type: ColumnType, kind: TargetKind, positive: Int?) -> [TargetCategory] {
    let names = levels.names
    let table = StringTable(Strings(names))
    let texts: [String?] = CategoryOrder.sorted(names, as: type) + [nil]
    return texts.compactMap { text in
      let group = text.flatMap(table.find).map { Int($0) + 1 } ?? Int(Levels.missing)
      let cells = group * folds..<(group + 1) * folds
      let parts = cells.map { cell in
        switch kind {
        case .continuous: moments[cell]
        case .binary:
          Moments(
            positives: positive.map { classCounts[cell * 2 + $0] } ?? 0,
            of: classCounts[cell * 2] + classCounts[cell * 2 + 1])
        }
      }
      guard parts.contains(where: { $0.count > 0 }) else { return nil }
      return TargetCategory(text: text, folds: parts, people: people, cells: cells)
    }
  }
}

/// One category's target, fold by fold.
struct TargetCategory: Sendable, Codable {
  /// `nil` for the missing value.
  let text: String?
  let folds: [Moments]
  fileprivate let people: Crowds
  fileprivate let cells: Range<Int>

  fileprivate init(text: String?, folds: [Moments], people: Crowds, cells: Range<Int>) {
    self.text = text
    self.folds = folds
    self.people = people
    self.cells = cells
  }

  /// Whether at least `k` people stand behind it: only then is it named and learned from.
  var isLearned: Bool { moments().count > 0 }

  /// The moments over all folds but one, or over all; empty if fewer than `k` people stand behind them.
  func moments(without excluded: Int? = nil) -> Moments {
    let kept = folds.indices.filter { $0 != excluded }
    guard people.areLargeEnough(together: kept.lazy.map { cells.lowerBound + $0 }) else { return Moments() }
    return .merged(kept.map { folds[$0] })
  }
}

/// The target over all rows: what a category's mean is drawn to.
struct TargetPriors: Sendable, Codable {
  let all: Moments
  /// Over the rows that are not in each fold; `nil` for a fold without rows.
  let without: [Moments?]

  /// Whether every row has rows in other folds.
  var isFolded: Bool { without.allSatisfy { $0.map { $0.count > 0 } ?? true } }

  /// Merged fold by fold, within each category by category in their order, so that the order of rows has little say.
  init(_ categories: [TargetCategory], folds: Int) {
    let parts = (0..<folds).map { fold in Moments.merged(categories.lazy.map { $0.folds[fold] }) }
    all = .merged(parts)
    without = parts.indices.map { fold in
      guard parts[fold].count > 0 else { return nil }
      return .merged(parts.indices.lazy.filter { $0 != fold }.map { parts[$0] })
    }
  }
}
