import Columns
import Configuration

/// Puts the rows of a table in order.
struct Sort: TableTransformer {
  static let name = "sort"
  static let guide = Guide(
    summary: "Puts the rows of a table in the order of some columns.",
    counterpart: nil,
    formula: """
      By the columns of `by:`, the first of them first: numbers and times by size, false before true, text by the \
      bytes of its UTF-8, in every locale alike. Missing values come last in either direction; equal rows stay in \
      order.
      """,
    source: "pandas 3.1, DataFrame.sort_values(kind=\"stable\")",
    example: """
      {id: ordered, use: sort, from: events, by: [customer_id, at], with: {ascending: [true, false]}}
      """,
    reveals: "Nothing: nothing is fitted.")

  static let parameters: [Parameter<Self>] = [
    .init(
      "ascending", \.ascending, "Whether smaller values come first: one for all columns, or one for each.", .notEmpty)
  ]
  static let clauses: (required: Set<StepClauses.Name>, optional: Set<StepClauses.Name>) = ([.by], [])

  var ascending = [true]

  init() {}

  func outputs(_ inputs: [TableShape], _ clauses: StepClauses) throws(TransformError) -> [TableOutput] {
    let by = try inputs[0].require(clauses.by, of: "by")
    guard ascending.count == 1 || ascending.count == by.count else {
      throw .badArgument(
        parameter: "ascending", problem: "has \(ascending.count) values, but `by` names \(by.count) columns")
    }
    return inputs[0].carried
  }

  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows {
    let table = tables[0], shape = context.inputs[0]
    let by = try shape.require(context.clauses.by, of: "by")
    try table.requireRoom(named: shape.name, keys: by)
    let keys = by.enumerated().map { place, column in
      RowOrder.Key(
        column: table.columns[column], isDescending: !(ascending.count == 1 ? ascending[0] : ascending[place]))
    }
    return try table.gather(RowOrder.sorted(by: keys, count: table.count), named: shape.name)
  }
}
