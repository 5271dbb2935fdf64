import Columns
import Configuration

/// Keeps the rows of which an expression is true.
struct Filter: TableTransformer {
  static let name = "filter"
  static let guide = Guide(
    summary: "Keeps the rows of which an expression is true.",
    counterpart: nil,
    formula: """
      `where:` is an expression of type bool over the columns of a row, in the language of `derive` \
      (`docs/expressions.md`). A row of which it is false or missing is left out and counted. The rows that stay keep \
      their order. The target cannot be asked for: rows to apply a model to have none, and all would go.
      """,
    source: "docs/expressions.md",
    example: """
      {id: recent, use: filter, from: events, with: {where: "at < params.as_of and amount > 0"}}
      """,
    reveals: "Nothing: nothing is fitted.")

  static let parameters: [Parameter<Self>] = [
    .init("where", \.where, "The expression that is true of the rows to keep.", required: true, .notEmpty)
  ]
  static let clauses: (required: Set<StepClauses.Name>, optional: Set<StepClauses.Name>) = ([], [])

  var `where` = Formula(Located("", at: SourceSpan(line: 1, column: 1)))

  init() {}

  mutating func bind(_ parameters: [String: JSON]) throws(TransformError) {
    do {
      try self.where.bind(parameters)
    } catch {
      throw error.transformError(in: "where")
    }
  }

  func place(of error: TransformError) -> SourceSpan? {
    guard case .badExpression(_, let offset, let length, _, _) = error else { return nil }
    return self.where.text.span(of: offset..<offset + length)
  }

  func outputs(_ inputs: [TableShape], _ clauses: StepClauses) throws(TransformError) -> [TableOutput] {
    let fields = inputs[0].fields
    if let target = try typed(inputs[0]).inputs.first(where: { fields[$0].role == .target }) {
      throw .badArgument(
        parameter: "where",
        problem: "asks for `\(fields[target].name)`, the target, which no row has that a model is applied to")
    }
    return inputs[0].carried
  }

  private func typed(_ shape: TableShape) throws(TransformError) -> TypedExpression {
    let syntax = self.where.syntax
    do throws(ExpressionError) {
      let expression = try Checker(shape.fields.map { ($0.name, ValueType($0.type)) }).check(syntax)
      guard expression.type == .bool else {
        throw ExpressionError(
          syntax.range, "this is \(expression.type.rawValue), but only true and false say which rows stay",
          help: "compare it with something, as in `amount > 0`")
      }
      return expression
    } catch {
      throw error.transformError(in: "where")
    }
  }

  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows {
    let table = tables[0], shape = context.inputs[0]
    try table.requireRoom(named: shape.name)
    let expression = try typed(shape)
    for position in expression.inputs {
      try table.requireFinite(table.columns[position], named: shape.fields[position].name)
    }
    // The slot of a missing value holds false.
    let isKept = expression.evaluate(table.columns, count: table.count).bools
    guard isKept.clearCount > 0 else { return table }
    let rows = isKept.bytes.withUnsafeBufferPointer { bits in
      Buffer.positions(count: table.count) { bits.bit($0) }
    }
    return try table.gather(rows, named: shape.name)
  }
}
