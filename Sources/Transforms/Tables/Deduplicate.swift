import Columns
import Configuration

/// Keeps one row of those that are equal in some columns.
struct Deduplicate: TableTransformer {
  static let name = "deduplicate"
  static let guide = Guide(
    summary: "Keeps one row of each group of rows that are equal.",
    counterpart: nil,
    formula: """
      Rows are equal if their values in the columns of `by:` are, or in all columns without it; a missing value equals \
      a missing one. Of equal rows the first or last in order is kept, or with `time` the one with the earliest or \
      latest time; of rows of one time the first or last, and one without a time only where none has any. The rows \
      that stay keep their order.
      """,
    source: "pandas 3.1, DataFrame.drop_duplicates; by time as after a stable sort_values",
    example: """
      {id: latest, use: deduplicate, from: customers, by: customer_id, with: {keep: last, time: changed_at}}
      """,
    reveals: "Nothing: nothing is fitted.")

  static let parameters: [Parameter<Self>] = [
    .init("keep", \.keep, "Which of equal rows stays: `first` or `last`."),
    .init("time", \.time, "The date or timestamp column that says what is first; by default the order of rows."),
  ]
  static let clauses: (required: Set<StepClauses.Name>, optional: Set<StepClauses.Name>) = ([], [.by])

  enum Keep: String, ParameterWord { case first, last }

  var keep = Keep.first
  var time: Located<String>?

  init() {}

  func place(of error: TransformError) -> SourceSpan? {
    guard case .badArgument("time", _) = error else { return nil }
    return time?.span
  }

  func outputs(_ inputs: [TableShape], _ clauses: StepClauses) throws(TransformError) -> [TableOutput] {
    _ = try inputs[0].require(clauses.by, of: "by")
    if let time { _ = try inputs[0].requireTime(time, of: "time") }
    return inputs[0].carried
  }

  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows {
    let table = tables[0], shape = context.inputs[0]
    let by = try shape.require(context.clauses.by, of: "by")
    let keys = by.isEmpty ? Array(table.columns.indices) : by
    try table.requireRoom(named: shape.name, keys: keys)
    let groups = RowGroups(keys.map { table.columns[$0] }, count: table.count)
    guard groups.count < table.count else { return table }
    var time: Column?
    if let name = self.time { time = table.columns[try shape.requireTime(name, of: "time")] }
    let kept = keep == .first ? Self.kept(of: groups, time, Less.self) : Self.kept(of: groups, time, AtLeast.self)
    return try table.gather(kept, named: shape.name)
  }

  /// In ascending order, the row of each group that no other comes before in the relation.
  private static func kept<R: Relation>(of groups: RowGroups, _ time: Column?, _ relation: R.Type) -> Buffer<Int32> {
    let instants = time?.instants
    var kept = [Int32](repeating: -1, count: groups.count)
    for row in 0..<groups.codes.count {
      let group = Int(groups.codes[row]), other = Int(kept[group])
      let isKept =
        if other < 0 {
          true
        } else if let instants, let time {
          switch (time.validity.isValid(row), time.validity.isValid(other)) {
          case (true, true): R.holds(instants[row], instants[other])
          case (false, false): R.holds(0, 0)
          case (let hasTime, _): hasTime
          }
        } else {
          R.holds(0, 0)
        }
      if isKept { kept[group] = Int32(truncatingIfNeeded: row) }
    }
    return Buffer(kept.sorted())
  }
}
