import Columns
import Configuration

/// Makes one row of each group, with a column for each value of another column.
struct Pivot: TableTransformer {
  static let name = "pivot"
  static let guide = Guide(
    summary: "Makes one row of each group, with one column of a measure for each value of another column.",
    counterpart: nil,
    formula: """
      For each combination of values under `by:` and each of `values`, the measure over the rows of the group whose \
      `names_from` has that value; columns are named as in `kind_refund`. The values are those given, or the contract's \
      `values:` of the column, so that the plan knows the width. Rows with another value, or none, are left out, or \
      with `other: column` go into `kind_other`. Order, measures, missing values and privacy.k are those of \
      `aggregate`; first and last are its alone.
      """,
    source: "pandas 3.1, DataFrame.pivot_table",
    example: """
      {id: kinds, use: pivot, from: events, by: customer_id, with: {names_from: kind, values: [order, refund], measure: {sum: amount}, other: column}}
      """,
    reveals: "Nothing: nothing is fitted. A measure is as sensitive as the columns it is computed from.")

  static let parameters: [Parameter<Self>] = [
    .init("names_from", \.namesFrom, "The column whose values become columns.", required: true, .notEmpty),
    .init("values", \.values, "The values that become columns; by default those the contract declares.", .notEmpty),
    .init("measure", \.measure, "What is computed: `count`, or a function and its column."),
    .init("other", \.other, "Where rows with other values go: `ignore` or `column`."),
  ]
  static let clauses: (required: Set<StepClauses.Name>, optional: Set<StepClauses.Name>) = ([.by], [])

  enum Other: String, ParameterWord { case ignore, column }

  var namesFrom = Located("", at: SourceSpan(line: 1, column: 1))
  var values: [Located<String>]?
  var measure = Measure(.count, of: nil)
  var other = Other.ignore

  init() {}

  func place(of error: TransformError) -> SourceSpan? {
    guard case .badArgument(let parameter, _) = error else { return nil }
    switch parameter {
    case "names_from": return namesFrom.span
    case "values": return values?.first?.span
    case "measure": return measure.column?.span
    default: return nil
    }
  }

  func outputs(_ inputs: [TableShape], _ clauses: StepClauses) throws(TransformError) -> [TableOutput] {
    let table = inputs[0]
    let source = TableOutput.Place(table: 0, column: try table.require(namesFrom, of: "names_from"))
    if measure.needsTime {
      throw .badArgument(parameter: "measure", problem: "is \(measure.function.rawValue), which only `aggregate` has")
    }
    var outputs = try table.groupOutputs(clauses.by)
    var output = try table.output(of: measure, by: clauses.by, "measure")
    output.sources.append(source)
    for name in try names(table) + (other == .column ? ["other"] : []) {
      output.field.name = "\(namesFrom.value)_\(name)"
      outputs.append(output)
    }
    try outputs.requireDistinctNames(table: table.name, help: "give each value once, and `other` to none of them")
    return outputs
  }

  private func names(_ table: TableShape) throws(TransformError) -> [String] {
    if let values { return values.map(\.value) }
    let position = try table.require(namesFrom, of: "names_from")
    guard let vocabulary = table.fields[position].vocabulary else {
      throw .badArgument(
        parameter: "names_from", problem: "is `\(namesFrom.value)`, whose values nobody declared: give `values:`")
    }
    return vocabulary
  }

  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows {
    let shape = context.inputs[0]
    let names = try names(shape)
    let measured = try MeasuredGroups(tables[0], context, [measure])
    let width = names.count + (other == .column ? 1 : 0)
    let (cellCount, overflow) = measured.groups.count.multipliedReportingOverflow(by: width)
    try TableRows.requireRoom(overflow ? .max : cellCount, named: shape.name)
    let namesFrom = tables[0].columns[try shape.require(namesFrom, of: "names_from")]
    let cells = measured.groups.divided(into: width, by: places(of: namesFrom, names))
    let measures = try measured.kernel(of: measure, "measure").column(of: cells)
    var columns: [Column] = []
    for place in 0..<width {
      let rows = Buffer<Int32>(count: measured.groups.count) { memory in
        for group in 0..<memory.count { memory[group] = Int32(truncatingIfNeeded: group * width + place) }
      }
      columns += try [measures].gather(optional: rows, named: shape.name)
    }
    return try measured.rows(with: columns)
  }

  /// For each row the place of its value among the columns; −1 for none.
  private func places(of column: Column, _ names: [String]) -> Buffer<Int32> {
    let rest: Int32 = other == .column ? Int32(names.count) : -1
    let places = Dictionary(names.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    let (codes, dictionary) = column.categories
    // Of an empty dictionary all rows are missing; their code 0 needs something to point at.
    let byCode = dictionary.count == 0 ? [rest] : dictionary.array.map { places[$0] ?? rest }
    return codes.lookUp(in: byCode, column.validity, missing: rest)
  }
}

extension GroupedRows {
  /// Each group divided into `width` by the places of the rows; a row whose place is negative counts for none.
  fileprivate func divided(into width: Int, by places: Buffer<Int32>) -> GroupedRows {
    let cellCount = count * width
    let cells = Buffer<Int32>(count: codes.count) { memory in
      codes.withUnsafeBufferPointer { codes in
        places.withUnsafeBufferPointer { places in
          for row in 0..<codes.count {
            let isCounted = places[row] >= 0 && Int(codes[row]) < count
            let cell = isCounted ? Int(codes[row]) &* width &+ Int(places[row]) : cellCount
            memory[row] = Int32(truncatingIfNeeded: cell)
          }
        }
      }
    }
    return GroupedRows(cells, count: cellCount, needsMembers: members != nil)
  }
}
