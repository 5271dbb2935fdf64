import Configuration

/// What `group_imputer` has fitted: the groups by their values, and what each column is filled with in each of them.
struct FittedGroups: FittedState {
  /// The columns that make the groups.
  let by: [String]
  let groups: GroupLookup
  let columns: [GroupedColumn]

  init(by: [String], groups: GroupLookup, columns: [GroupedColumn]) {
    self.by = by
    self.groups = groups
    self.columns = columns
  }

  static let members: [StateMember] = ["by", .categories("keys"), .parts("columns", GroupedColumn.members)]

  init(json: JSON) throws(TransformError) {
    let reader = try StateReader(json, Self.members)
    by = try reader.texts("by")
    columns = try reader.columns()
    let keys = try reader.texts("keys")
    guard !by.isEmpty, keys.count.isMultiple(of: by.count) else {
      throw .badState(problem: "`keys` and `by` do not go together")
    }
    let width = by.count
    groups = try GroupLookup(
      stride(from: 0, to: keys.count, by: width).map { Array(keys[$0..<($0 + width)]) }, columns: width)
    for column in columns where column.fills.count != groups.keys.count {
      throw .badState(problem: "`fills` and `keys` differ in length")
    }
  }

  var json: JSON {
    [
      "by": .array(by.map { .string($0) }),
      "keys": .array(groups.keys.joined().map { .string($0) }),
      "columns": .array(columns.map(\.json)),
    ]
  }

  var inputs: [String]? { columns.map(\.name) + by }
}

/// What is filled into a column.
struct GroupedColumn: FittedColumn {
  let name: String
  /// For rows of no known group.
  let fill: Value
  /// By group; `nil`: as `fill`.
  let fills: [Value?]
}

extension GroupedColumn {
  static let members: [StateMember] = ["name", .values("fill"), .values("fills")]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), fill: try reader.value("fill"), fills: try reader.valuesOrNull("fills"))
  }

  var json: JSON {
    ["name": .string(name), "fill": fill.json, "fills": .array(fills.map { $0?.json ?? .null })]
  }
}
