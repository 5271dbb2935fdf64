import Columns
import Configuration

/// Puts the columns of other tables beside the rows of the first, matched by their keys.
struct Join: TableTransformer {
  static let name = "join"
  static let guide = Guide(
    summary: "Matches the rows of tables by their keys and puts the columns side by side.",
    counterpart: nil,
    formula: """
      `from:` names the left table and then one or more right ones, joined to it one after the other; `on:` the columns \
      that match. Rows keep the order of the left table. `left` keeps every left row, with missing values where no key \
      matches; `inner` those with a match; `semi` and `anti` the left rows with and without a match, and no column of \
      the right. `left` and `inner` refuse a right table in which a key repeats, since that multiplies rows, unless \
      `grain:` names the columns that tell the new rows apart. A missing key matches nothing. `asof` takes, for each \
      left row, of the right rows with its key the one with the latest `right_time` among those that were known at \
      `time`: right_time <= time and, where given, knowledge_time <= time (both < with allow_exact: false); of several \
      the one known last, then the last row. It is missing where that lies further back than `tolerance`.
      """,
    source: "SQL:2023 joined tables; asof as in pandas.merge_asof, with a second time for when a fact was known",
    example: """
      {id: joined, use: join, from: [customers, activity], on: customer_id, with: {how: left}}
      """,
    reveals: "Nothing: nothing is fitted. Columns stay as sensitive as they were.")

  static let parameters: [Parameter<Self>] = [
    .init("how", \.how, "Which rows come out: `left`, `inner`, `semi`, `anti` or `asof`."),
    .init("prefix", \.prefix, "Put before the names of right columns that are taken on the left.", .notEmpty),
    .init("suffix", \.suffix, "Put after the names of right columns that are taken on the left.", .notEmpty),
    .init("time", \.time, "With `asof`: the left table's time, at which a row must have been known."),
    .init("right_time", \.rightTime, "With `asof`: the right table's time of the event."),
    .init("knowledge_time", \.knowledgeTime, "With `asof`: the right table's time from which a row was known."),
    .init("tolerance", \.tolerance, "With `asof`: how far back the event may lie, as in `30d`."),
    .init("allow_exact", \.allowExact, "With `asof`: whether a row of the very same time counts as known."),
  ]
  static let tableCount = 2...64
  static let clauses: (required: Set<StepClauses.Name>, optional: Set<StepClauses.Name>) = ([.on], [.grain])

  enum How: String, ParameterWord {
    case left, inner, semi, anti, asof

    var keepsRightColumns: Bool { self != .semi && self != .anti }
    /// Whether a key of the right table that repeats multiplies left rows.
    var multiplies: Bool { self == .left || self == .inner }
  }

  var how = How.left
  var prefix: String?
  var suffix: String?
  var time: Located<String>?
  var rightTime: Located<String>?
  var knowledgeTime: Located<String>?
  var tolerance: Located<TimeSpan>?
  var allowExact = true

  init() {}

  func place(of error: TransformError) -> SourceSpan? {
    guard case .badArgument(let parameter, _) = error else { return nil }
    switch parameter {
    case "time": return time?.span
    case "right_time": return rightTime?.span
    case "knowledge_time": return knowledgeTime?.span
    case "tolerance": return tolerance?.span
    default: return nil
    }
  }

  func outputs(_ inputs: [TableShape], _ clauses: StepClauses) throws(TransformError) -> [TableOutput] {
    let left = inputs[0]
    let on = try left.require(clauses.on, of: "on")
    if on.isEmpty { throw .badArgument(parameter: "on", problem: "names no column: every row would match every other") }
    for right in inputs.dropFirst() {
      for (own, other) in zip(on, try right.require(clauses.on, of: "on")) {
        let (own, other) = (left.fields[own], right.fields[other])
        guard Column.areComparable(own.type, other.type) else {
          throw .wrongType(
            column: other.name, expected: "\(own.type.rawValue), as in `\(left.name)`,", found: other.type)
        }
      }
    }
    try checkTimes(inputs)
    var outputs = left.carried
    if how.keepsRightColumns {
      for table in 1..<inputs.count { try append(inputs[table], at: table, on: clauses.on, to: &outputs) }
    }
    if !clauses.grain.isEmpty && !how.multiplies {
      throw .badArgument(
        parameter: "grain", problem: "goes with `how: left` and `inner` only: no other multiplies rows")
    }
    if let unused = prefix == nil ? suffix.map({ _ in "suffix" }) : "prefix", !how.keepsRightColumns {
      throw .badArgument(
        parameter: unused, problem: "is of no use with `how: \(how.rawValue)`: no right column comes out")
    }
    try outputs.nameRows(clauses.grain)
    return outputs
  }

  /// Adds the columns of a right table, but for those that are equal to the left ones.
  private func append(
    _ right: TableShape, at table: Int, on: [Located<String>], to outputs: inout [TableOutput]
  ) throws(TransformError) {
    let taken = Set(outputs.map(\.field.name))
    for (column, field) in right.fields.enumerated() where !on.contains(where: { $0.value == field.name }) {
      var field = field
      if taken.contains(field.name) { field.name = "\(prefix ?? "")\(field.name)\(suffix ?? "")" }
      if how != .inner { field.isNullable = true }
      outputs.append(TableOutput(field, from: [.init(table: table, column: column)], isCarried: true))
    }
    try outputs.requireDistinctNames(
      table: right.name, help: "give `suffix:` or `prefix:` for the columns of the right table, or drop one of the two")
  }

  private func checkTimes(_ inputs: [TableShape]) throws(TransformError) {
    let given: [(name: String, isGiven: Bool)] = [
      ("time", time != nil), ("right_time", rightTime != nil), ("knowledge_time", knowledgeTime != nil),
      ("tolerance", tolerance != nil), ("allow_exact", !allowExact),
    ]
    guard how == .asof else {
      if let other = given.first(where: { $0.isGiven }) {
        throw .badArgument(parameter: other.name, problem: "goes with `how: asof` only")
      }
      return
    }
    guard inputs.count == 2 else {
      throw .badArgument(parameter: "how", problem: "`asof` joins two tables: write a step for each further one")
    }
    guard let time else { throw .badArgument(parameter: "time", problem: "is missing: `asof` needs the left time") }
    guard let rightTime else {
      throw .badArgument(parameter: "right_time", problem: "is missing: `asof` needs the right table's time")
    }
    let type = inputs[0].fields[try inputs[0].requireTime(time, of: "time")].type
    var others = [try inputs[1].requireTime(rightTime, of: "right_time")]
    if let knowledgeTime { others.append(try inputs[1].requireTime(knowledgeTime, of: "knowledge_time")) }
    // The day of a date says nothing of its hour, so dates and timestamps cannot be put in order.
    for other in others where inputs[1].fields[other].type != type {
      let field = inputs[1].fields[other]
      throw .wrongType(column: field.name, expected: "\(type.rawValue), as `\(time.value)`,", found: field.type)
    }
    if let tolerance, tolerance.value.length(in: type) == nil {
      throw .badArgument(parameter: "tolerance", problem: "is no number of whole days, but `\(time.value)` is a date")
    }
  }
}
