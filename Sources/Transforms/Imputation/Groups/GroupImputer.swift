import Columns
import Configuration

/// Fills missing values with one value per column and group of rows.
struct GroupImputer: Transformer {
  enum Strategy: String, ParameterWord {
    case mean, median
    case mostFrequent = "most_frequent"
  }

  static let name = "group_imputer"
  static let parameters: [Parameter<GroupImputer>] = [
    .init("by", \.by, "The columns whose equal values make a group; they stay as they are.", required: true, .notEmpty),
    .init("strategy", \.strategy, "What is filled in: `mean`, `median` or `most_frequent` of the group."),
    .init(
      "min_group_size", \.minGroupSize, "Groups with fewer values get the value of the whole column.", .atLeast(1)),
  ]
  static let guide = Guide(
    summary: "Fills missing values with the mean, the median or the most frequent value of the row's group.",
    counterpart: nil,
    formula: """
      x.fillna(x.groupby(by).transform(strategy)).fillna(strategy of all x), in pandas' words: a row of an unseen or \
      too small group, or with a missing value in `by`, gets the value of the whole column. mean and median make an \
      int column float; most_frequent takes the smallest of several. A column without any value is filled with 0, \
      false or `missing_value`. With privacy.k a group's value stands for at least k people of the group.
      """,
    source: "pandas 3.1, DataFrameGroupBy; whole columns as simple_imputer",
    example: "{id: fill, use: group_imputer, columns: [income], with: {by: [region], strategy: median}}",
    reveals: """
      The names of the groups, and one value per column and group; with privacy.k only of groups with values of at \
      least k people.
      """)

  var by: [Located<String>] = []
  var strategy = Strategy.mean
  var minGroupSize = 1

  var companions: [Located<String>] { by }

  func place(of error: TransformError) -> SourceSpan? {
    guard case .wrongType(let column, _, _) = error else { return nil }
    return by.first { $0.value == column }?.span
  }

  /// Fills what no group does.
  private var whole: SimpleImputer {
    var imputer = SimpleImputer()
    imputer.strategy =
      switch strategy {
      case .mean: .mean
      case .median: .median
      case .mostFrequent: .mostFrequent
      }
    return imputer
  }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    guard Set(by.map(\.value)).count == by.count else {
      throw .badArgument(parameter: "by", problem: "names a column twice")
    }
    try whole.check(Array(inputs.dropLast(by.count)), target: target)
    try inputs.suffix(by.count).requireCategories()
  }

  func outputs(_ inputs: [Field], _ fitted: FittedGroups?) -> [OutputField] {
    let groups = inputs.suffix(by.count)
    return whole.outputs(inputs.dropLast(by.count), nil).map { output in
      var output = output
      // A filled value tells of the group.
      output.field.sensitivity = output.field.sensitivity.join(Array(groups).sensitivity)
      return output
    }
  }

  struct Statistics: Accumulator {
    let names: [String]
    let by: [String]
    var whole: SimpleImputer.Statistics
    var levels: GroupLevels
    var values: [GroupValues]

    mutating func update(_ rows: Rows) throws(TransformError) {
      try rows.requireColumns(names.count + by.count)
      for (name, column) in zip(by, rows.columns.suffix(by.count)) { try rows.requireFinite(column, named: name) }
      try whole.update(rows)
      let groups = levels.codes(of: Array(rows.columns.suffix(by.count)))
      for (index, name) in names.enumerated() {
        try values[index].update(rows, index, named: name, groups, count: levels.count)
      }
    }

    mutating func merge(_ other: Statistics) throws(TransformError) {
      try whole.merge(other.whole)
      let groups = try levels.merge(other.levels, column: by[0])
      for (index, name) in names.enumerated() {
        try values[index].merge(other.values[index], groups: groups, count: levels.count, column: name)
      }
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    let inputs = context.inputs.dropLast(by.count)
    return Statistics(
      names: inputs.map(\.name), by: by.map(\.value),
      whole: whole.statistics(FitContext(inputs: Array(inputs), target: context.target, k: context.k)),
      levels: GroupLevels(types: context.inputs.suffix(by.count).map(\.type)),
      values: inputs.map { field in
        switch strategy {
        case .mean: .means(GroupMeans(k: context.k))
        case .median: .medians(GroupMedians(k: context.k))
        case .mostFrequent: .modes(GroupModes(type: field.type, k: context.k))
        }
      })
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedGroups {
    let inputs = Array(context.inputs.dropLast(by.count))
    let filled = try whole.finish(
      statistics.whole, FitContext(inputs: inputs, target: context.target, k: context.k))
    let fills = statistics.values.map { $0.fills(count: statistics.levels.count, size: minGroupSize) }
    // A group that fills nothing is not named; the others stand in an order that no row decides.
    let named = statistics.levels.keys.enumerated()
      .map { (code: $0 + 1, key: $1) }
      .filter { group in fills.contains { $0[group.code] != nil } }
      .sorted { left, right in
        let difference = zip(left.key, right.key).first { $0 != $1 }
        return difference.map { ByteOrder.precedes($0, $1) } ?? false
      }
    return FittedGroups(
      by: statistics.by, groups: try GroupLookup(named.map(\.key), columns: by.count),
      columns: zip(filled.columns, fills).compactMap { column, fills in
        column.fill.map { whole in
          GroupedColumn(name: column.name, fill: whole, fills: named.map { fills[$0.code] })
        }
      })
  }

  func transform(_ rows: Rows, _ fitted: FittedGroups) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count + fitted.by.count)
    for (name, column) in zip(fitted.inputs ?? [], rows.columns) { try rows.requireFinite(column, named: name) }
    let groups = fitted.groups.groups(of: Array(rows.columns.suffix(fitted.by.count)))
    var columns: [Column] = []
    for (column, fitted) in zip(rows.columns, fitted.columns) {
      let fills = fitted.fills.map { $0 ?? fitted.fill } + [fitted.fill]
      guard let filled = column.filled(with: fills, choices: groups) else {
        throw .badState(problem: "the fills of column `\(fitted.name)` are of another type")
      }
      columns.append(filled)
    }
    return columns
  }
}
