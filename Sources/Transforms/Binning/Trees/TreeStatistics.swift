import Columns

/// What `decision_tree_discretizer` collects: for each column all its values with the target beside them.
struct TreeStatistics: Accumulator {
  /// More classes than this are a key, not a target.
  static let mostClasses = 1000

  let folds: Folds
  private let names: [String]
  private let targetName: String
  private let targetType: ColumnType
  private let missing: MissingBin
  private let keepsPeople: Bool
  /// Of a target to be classified.
  private var classes: Levels?
  private var present: [ColumnValues]
  /// The rows without a value, where those have a bin.
  private var absent: [ColumnValues]

  init(_ context: FitContext, regression: Bool, missing: MissingBin, folds: Folds) {
    names = context.inputs.map(\.name)
    targetName = context.target?.name ?? ""
    targetType = context.target?.type ?? .float
    self.missing = missing
    self.folds = folds
    keepsPeople = context.k != nil
    classes = regression ? nil : Levels(type: targetType)
    present = context.inputs.map { _ in ColumnValues() }
    absent = present
  }

  mutating func update(_ rows: Rows) throws(TransformError) {
    let target = try rows.target(for: DecisionTreeDiscretizer.name, named: targetName)
    let targets = try targets(of: target)
    let folds = folds.assign(rows)
    // Rows without people count for nobody.
    let people = keepsPeople ? rows.people : Buffer(repeating: 0, count: rows.count)
    for (index, name) in names.enumerated() {
      let column = rows.columns[index]
      let numbers = try rows.numbers(of: index, named: name)
      try rows.require(missing, in: column, named: name)
      present[index].update(numbers, column.validity, targets: targets, people: people, folds: folds)
      guard missing == .bin, let validity = column.validity else { continue }
      absent[index].update(numbers, validity.inverted, targets: targets, people: people, folds: folds)
    }
  }

  private mutating func targets(of target: Column) throws(TransformError) -> Buffer<Double> {
    if let codes = classes?.codes(of: target) { return codes.map { Double($0 &- 1) } }
    guard let numbers = target.numbers else {
      throw .wrongType(column: targetName, expected: "int or float", found: target.valueType)
    }
    return numbers
  }

  mutating func merge(_ other: TreeStatistics) throws(TransformError) {
    var other = other
    if let others = other.classes, let codes = classes?.merge(others) {
      try classes?.requireRoom(column: targetName)
      let numbers = codes.dropFirst().map { $0 - 1 }
      other.present = other.present.map { $0.renumbered(numbers) }
      other.absent = other.absent.map { $0.renumbered(numbers) }
    }
    for index in names.indices {
      present[index].merge(other.present[index])
      absent[index].merge(other.absent[index])
    }
  }

  var heldByteCount: Int { (present + absent).reduce(0) { $0 + $1.heldByteCount } }

  /// The classes in scikit-learn's order, each by its number here; `nil` for a target that is a number. A bool has
  /// both its classes, seen or not.
  var sortedClasses: [Int]? {
    guard let names = classes?.names else { return nil }
    // By bytes: two classes may be one text to Unicode, as a letter with its accent and the two apart.
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { (Array($1.utf8), $0) })
    let known = targetType == .bool ? ["false", "true"] : CategoryOrder.sorted(names, as: targetType)
    return known.map { numbers[Array($0.utf8)] ?? names.count }
  }

  /// The rows with a value, sorted.
  func rows(of index: Int, classes: [Int]?) -> [TreeRow] { present[index].treeRows(classes, keepsPeople) }

  /// The rows without a value, sorted by target.
  func gaps(of index: Int, classes: [Int]?) -> [TreeRow] { absent[index].treeRows(classes, keepsPeople) }
}

extension ColumnValues {
  /// Targets that are classes become the place of the class in `classes`.
  fileprivate func treeRows(_ classes: [Int]?, _ keepsPeople: Bool) -> [TreeRow] {
    let (values, targets, folds, people) = (allValues, allTargets, allFolds, allPeople)
    guard people.count == values.count else { return [] }
    var ranks = [Double](repeating: 0, count: (classes?.max() ?? 0) + 1)
    for (rank, number) in (classes ?? []).enumerated() { ranks[number] = Double(rank) }
    return (0..<values.count).map { row in
      TreeRow(
        value: values[row], target: classes == nil ? targets[row] : ranks[Int(targets[row])], fold: folds[row],
        person: people[row])
    }.sorted(by: TreeRow.precedes)
  }
}
