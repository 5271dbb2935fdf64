import Columns
import Configuration

/// Computes new columns from expressions over the columns of the same row.
struct Derive: Transformer {
  static let name = "derive"
  static let guide = Guide(
    summary: "Computes new columns by expressions over the columns of a row.",
    counterpart: nil,
    formula: """
      Each entry of `columns:` names a new column and its expression. All expressions of a step see the columns that come \
      into it, not each other's results. Types are inferred before any row is read; an operation without a result \
      (division by 0, overflow, a logarithm of 0) gives a missing value. `docs/expressions.md` describes the language.
      """,
    source: "docs/expressions.md",
    example: """
      {id: rates, use: derive, with: {columns: {per_visit: "spend / visits", is_new: "date_diff('day', since, params.as_of) < 30"}}}
      """,
    reveals:
      "Nothing: nothing is fitted. A new column is as sensitive as the most sensitive column it is computed from.")

  static let parameters: [Parameter<Self>] = [
    .init(
      "columns", \.columns, "The new columns, in order: a name and the expression that computes it.", required: true,
      .notEmpty)
  ]

  var columns = Named<Formula>()

  init() {}

  static let replacesInputs = false

  mutating func bind(_ parameters: [String: JSON]) throws(TransformError) {
    for position in columns.entries.indices {
      do {
        try columns.entries[position].value.bind(parameters)
      } catch {
        throw error.transformError(in: columns.entries[position].name.value)
      }
    }
  }

  /// The columns of all expressions, in order of first use, each at the place of that use.
  var ownInputs: [Located<String>]? {
    var seen: Set<String> = []
    return columns.entries.flatMap { entry in
      entry.value.syntax.columns.compactMap { use in
        seen.insert(use.name).inserted ? Located(use.name, at: entry.value.text.span(of: use.range)) : nil
      }
    }
  }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    _ = try typed(inputs.map { ($0.name, ValueType($0.type)) })
  }

  func place(of error: TransformError) -> SourceSpan? {
    guard case .badExpression(let output, let offset, let length, _, _) = error else { return nil }
    return columns[output]?.text.span(of: offset..<offset + length)
  }

  /// The expressions, typed, in order.
  private func typed(_ inputs: [(name: String, type: ValueType)]) throws(TransformError) -> [TypedExpression] {
    let checker = Checker(inputs)
    var expressions: [TypedExpression] = []
    for entry in columns.entries {
      do {
        expressions.append(try checker.check(entry.value.syntax))
      } catch {
        throw error.transformError(in: entry.name.value)
      }
    }
    return expressions
  }

  func outputs(_ inputs: [Field], _ fitted: NothingFitted?) -> [OutputField] {
    guard let expressions = try? typed(inputs.map { ($0.name, ValueType($0.type)) }) else {
      preconditionFailure("outputs are asked for only after check")
    }
    return zip(columns.entries, expressions).map { entry, expression in
      let used = expression.inputs.sorted().map { inputs[$0] }
      return OutputField(
        Field(
          name: entry.name.value, type: Self.type(of: expression, from: used.map(\.type)),
          sensitivity: used.sensitivity))
    }
  }

  /// Text made of categories and literals is a category again; made of free text it stays free text.
  private static func type(of expression: TypedExpression, from used: [ColumnType]) -> ColumnType {
    guard expression.type == .string else { return expression.type.columnType }
    return used.contains(.text) ? .text : used.contains(.string) ? .string : .category
  }

  func statistics(_ context: FitContext) -> NoStatistics { NoStatistics() }

  func finish(_ statistics: NoStatistics, _ context: FitContext) -> NothingFitted { NothingFitted() }

  func transform(_ rows: Rows, _ fitted: NothingFitted) throws(TransformError) -> [Column] {
    let names = (ownInputs ?? []).map(\.value)
    try rows.require(names)
    let types = rows.columns.map(\.valueType)
    let expressions = try typed(zip(names, types).map { ($0, ValueType($1)) })
    return expressions.map { expression in
      let column = expression.evaluate(rows.columns, count: rows.count)
      guard expression.type == .string else { return column }
      switch Self.type(of: expression, from: expression.inputs.map { types[$0] }) {
      case .category: return column.asCategory
      default: return column.asString
      }
    }
  }
}

extension Column {
  fileprivate var asCategory: Column {
    let (codes, dictionary) = categories
    return Column(.category(codes: codes, dictionary: dictionary), validity: validity)
  }

  fileprivate var asString: Column {
    guard case .category(let codes, let dictionary) = values else { return self }
    guard dictionary.count > 0 else {
      return Column(.string(Strings(repeatElement("", count: count))), validity: validity)
    }
    return Column(.string(dictionary.gather(codes)), validity: validity).withEmptyMissing
  }

  /// Missing rows of a gathered dictionary hold its first text; the invariant wants them empty.
  private var withEmptyMissing: Column {
    guard let validity, case .string(let strings) = values else { return self }
    var builder = StringsBuilder(rows: count)
    for row in 0..<count {
      if validity[row] { strings.withBytes(of: row) { builder.append($0) } } else { builder.append("") }
    }
    return Column(.string(builder.finish()), validity: validity)
  }
}
