import Columns
import Configuration

/// Makes a row of each of the values that a text holds.
struct Explode: TableTransformer {
  static let name = "explode"
  static let guide = Guide(
    summary: "Makes a row of each of the values that a text holds, separated by some characters.",
    counterpart: nil,
    formula: """
      A text is cut at every `separator`; each piece that is not empty gives a row with the other columns' values. A row \
      without any piece, or with a missing text, stays, with a missing value. `grain:` names the columns that tell the \
      new rows apart, and is checked; `position` names a new column for the number of the piece, for texts in which one \
      occurs twice.
      """,
    source: "pandas 3.1, Series.str.split and DataFrame.explode",
    example: """
      {id: tags, use: explode, from: products, grain: [product_id, tags], with: {column: tags, separator: "|"}}
      """,
    reveals: "Nothing: nothing is fitted. The pieces are as sensitive as the text.")

  static let parameters: [Parameter<Self>] = [
    .init("column", \.column, "The column of separated values.", required: true, .notEmpty),
    .init("separator", \.separator, "The characters between values, as they are.", .notEmpty),
    .init("position", \.position, "Name of a new column: the number of the piece, from 1.", .notEmpty),
  ]
  static let clauses: (required: Set<StepClauses.Name>, optional: Set<StepClauses.Name>) = ([.grain], [])

  var column = Located("", at: SourceSpan(line: 1, column: 1))
  var separator = ","
  var position: String?

  init() {}

  func place(of error: TransformError) -> SourceSpan? {
    guard case .badArgument("column", _) = error else { return nil }
    return column.span
  }

  func outputs(_ inputs: [TableShape], _ clauses: StepClauses) throws(TransformError) -> [TableOutput] {
    let table = inputs[0]
    let place = try table.require(column, of: "column")
    guard ValueType(table.fields[place].type) == .string else {
      throw .wrongType(column: column.value, expected: "string, text or category", found: table.fields[place].type)
    }
    var outputs = table.carried
    outputs[place].isCarried = false
    outputs[place].field.isNullable = true
    outputs[place].field.vocabulary = nil
    if let position {
      outputs.append(
        TableOutput(Field(name: position, type: .int, isNullable: true), from: [.init(table: 0, column: place)]))
    }
    try outputs.requireDistinctNames(table: table.name, help: "give `position:` another name")
    if clauses.grain.isEmpty {
      throw .badArgument(parameter: "grain", problem: "names no column: say which tell the new rows apart")
    }
    try outputs.nameRows(clauses.grain)
    return outputs
  }

  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows {
    let table = tables[0], shape = context.inputs[0]
    let place = try shape.require(column, of: "column")
    try table.requireRoom(named: shape.name, keys: [place])
    let pieces = Pieces(of: table.columns[place], separator: separator)
    try TableRows.requireRoom(pieces.rowCount, named: shape.name)
    let (rows, codes, numbers) = pieces.rows()

    var exploded = try table.gather(rows, named: shape.name)
    exploded.rowNumbers = .numbers(rows.count)
    exploded.columns[place] = try pieces.column(codes, like: table.columns[place], named: shape.name)
    if position != nil {
      exploded.columns.append(
        Column(.int(numbers), validity: Bitmap(count: numbers.count) { numbers[$0] > 0 }))
    }
    try exploded.requireGrain(context.clauses.grain, try outputs(context.inputs, context.clauses), named: shape.name)
    return exploded
  }
}
