import Columns
import Configuration

/// What the features of a row's past share: the rows stay the same rows in the same order, and for each selected column
/// features are appended, or one takes its place.
///
/// A feature looks at the row and at rows before it, of the same entity (`by:`) and in the order of time.
protocol HistoryTransformer: TableTransformer {
  /// The column that orders the rows; `nil`: the one with role time.
  var time: Located<String>? { get }
  /// Whether the one feature of a column takes its place.
  static var replaces: Bool { get }
  /// Whether the features of a row are made without the row's own value, so that they may be made of the target.
  var excludesOwnRow: Bool { get }
  /// The features of a column, in order; refuses columns that have none.
  func features(of field: Field, time: Field) throws(TransformError) -> [Field]
  /// A column for each feature.
  func columns(_ input: HistoryInput, _ history: History) throws(TransformError) -> [Column]
}

extension HistoryTransformer {
  static var replaces: Bool { false }
  static var clauses: (required: Set<StepClauses.Name>, optional: Set<StepClauses.Name>) { ([.columns], [.by]) }

  func place(of error: TransformError) -> SourceSpan? {
    guard case .badArgument("time", _) = error else { return nil }
    return time?.span
  }

  func outputs(_ inputs: [TableShape], _ clauses: StepClauses) throws(TransformError) -> [TableOutput] {
    let shape = inputs[0]
    let time = try timePosition(in: shape)
    _ = try shape.require(clauses.by, of: "by")
    var outputs = shape.fields.enumerated().map {
      TableOutput($1, from: [.init(table: 0, column: $0)], isCarried: true)
    }
    for position in try shape.require(clauses.columns, of: "columns", mayBeTarget: true) {
      let field = shape.fields[position]
      if field.role == .target && !excludesOwnRow {
        throw .unusableTarget(
          problem: "column `\(field.name)` is the target, and the feature would be made of the row's own value")
      }
      let sources = position == time ? [position] : [position, time]
      let features = try features(of: field, time: shape.fields[time]).map { feature in
        TableOutput(feature, from: sources.map { .init(table: 0, column: $0) })
      }
      if Self.replaces { outputs[position] = features[0] } else { outputs += features }
    }
    try outputs.requireDistinctNames(table: shape.name, help: "rename the column that is there already")
    return outputs
  }

  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows {
    let shape = context.inputs[0]
    var table = tables[0]
    let by = try shape.require(context.clauses.by, of: "by")
    if context.k != nil, let person = shape.person, !by.contains(person) {
      throw .badArgument(
        parameter: "by",
        problem: "must name `\(shape.fields[person].name)` where privacy.k is set: a row may not hold what belongs to "
          + "other people")
    }
    try table.requireRoom(named: shape.name, keys: by)
    let time = try timePosition(in: shape)
    let history = try History(
      of: table, by: by.map { table.columns[$0] }, time: table.columns[time], named: shape.fields[time].name)
    for position in try shape.require(context.clauses.columns, of: "columns", mayBeTarget: true) {
      let input = HistoryInput(
        column: tables[0].columns[position], field: shape.fields[position], time: shape.fields[time], table: tables[0],
        tableName: shape.name)
      let made = try columns(input, history)
      if Self.replaces { table.columns[position] = made[0] } else { table.columns += made }
    }
    return table
  }

  private func timePosition(in shape: TableShape) throws(TransformError) -> Int {
    let position: Int
    if let time {
      position = try shape.require(time, of: "time")
    } else if let column = shape.fields.firstIndex(where: { $0.role == .time }) {
      position = column
    } else {
      throw .badArgument(
        parameter: "time", problem: "is missing, and no column of `\(shape.name)` has the role time")
    }
    switch shape.fields[position].type {
    case .date, .timestamp, .int, .float: return position
    default:
      throw .wrongType(
        column: shape.fields[position].name, expected: "date, timestamp, int or float",
        found: shape.fields[position].type)
    }
  }
}

extension Field {
  /// A number made of this column's past.
  func feature(_ suffix: String, type: ColumnType = .float, isNullable: Bool = true) -> Field {
    Field(
      name: "\(name)_\(suffix)", type: type, isNullable: isNullable, sensitivity: sensitivity,
      tags: type == .int ? [] : tags)
  }

  /// Refuses what is no number.
  func requireNumber() throws(TransformError) { try [self].requireNumbers() }
}
