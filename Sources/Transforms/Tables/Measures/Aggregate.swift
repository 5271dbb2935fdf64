import Columns
import Configuration

/// Makes one row of each group of rows.
struct Aggregate: TableTransformer {
  static let name = "aggregate"
  static let guide = Guide(
    summary: "Makes one row of each group: counts, sums and other measures, over all its rows and over time windows.",
    counterpart: nil,
    formula: """
      One row for each combination of values of the columns under `by:`, in the order of these values (missing last, \
      and equal to missing). The columns are those of `by:`, then the measures in their order, each followed by its \
      windows: `spend`, `spend_7d`. Measures are `count` (rows, or present values of a column), sum, mean, min, max, \
      std and var (with n - 1), nunique, first and last (present value by `time`; among equal times by order of rows), \
      mode (of several the smallest), median, quantile (with `q`, linear between ranks), any and all. Missing values \
      are left out; where none is left, count, nunique and sum are 0, any is false, all is true, and the others are \
      missing. A window w holds the rows with as_of - w <= time < as_of. With `as_of` no measure sees a row at or \
      after it, or without a time: a group that has only such rows does not come out. For a `time` of type date, as_of \
      is its day. Moments are computed from the deviations from the mean. With privacy.k, where a table has people and \
      `by:` does not name their column, groups of fewer than k people are left out, a measure behind whose values \
      stand fewer than k people is missing, as is a median or quantile with fewer on either side, and min, max, first, \
      last and quantiles 0 and 1 are refused: they are one person's values.
      """,
    source: "pandas 3.1, DataFrameGroupBy; Chan, Golub, LeVeque (1983) for the moments",
    example: """
      {id: activity, use: aggregate, from: events, by: customer_id, with: {measures: {visits: count, spend: {sum: amount}, last_seen: {max: at}}, time: at, windows: [7d, 30d], as_of: 2026-01-31}}
      """,
    reveals: "Nothing: nothing is fitted. A measure is as sensitive as the column it is computed from.")

  static let parameters: [Parameter<Self>] = [
    .init(
      "measures", \.measures, "The columns to compute, by name: `count`, or a function and its column.", required: true,
      .notEmpty),
    .init("time", \.time, "The date or timestamp column that orders the rows and that windows look at."),
    .init("windows", \.windows, "Lengths of time before `as_of` over which each measure is computed as well."),
    .init("as_of", \.asOf, "The moment of reference, `yyyy-mm-dd` or `yyyy-mm-ddThh:mm:ssZ`; no later row is seen."),
  ]
  static let clauses: (required: Set<StepClauses.Name>, optional: Set<StepClauses.Name>) = ([.by], [])

  var measures = Named<Measure>()
  var time: Located<String>?
  var windows: [Located<TimeSpan>] = []
  var asOf: Located<String>?

  init() {}

  func place(of error: TransformError) -> SourceSpan? {
    guard case .badArgument(let parameter, _) = error else { return nil }
    switch parameter {
    case "time": return time?.span
    case "as_of": return asOf?.span
    case "windows": return windows.first?.span
    default: return measures.entries.first { "measures.\($0.name.value)" == parameter }?.name.span
    }
  }

  func outputs(_ inputs: [TableShape], _ clauses: StepClauses) throws(TransformError) -> [TableOutput] {
    let table = inputs[0]
    let time = try checkTime(table)
    var outputs = try table.groupOutputs(clauses.by)
    for entry in measures.entries {
      var output = try table.output(of: entry.value, by: clauses.by, "measures.\(entry.name.value)")
      if asOf != nil || entry.value.needsTime, let time { output.sources.append(.init(table: 0, column: time)) }
      output.field.name = entry.name.value
      outputs.append(output)
      for window in windows {
        output.field.name = "\(entry.name.value)_\(window.value.text)"
        outputs.append(output)
      }
    }
    try outputs.requireDistinctNames(table: table.name, help: "name the measure differently")
    return outputs
  }

  /// The position of the time column, and whether all that needs it has it.
  private func checkTime(_ table: TableShape) throws(TransformError) -> Int? {
    if let window = windows.first, asOf == nil {
      throw .badArgument(
        parameter: "windows", problem: "needs `as_of`: a window of \(window.value.text) must end somewhere")
    }
    if asOf != nil, time == nil { throw .badArgument(parameter: "as_of", problem: "needs `time`, the rows' own") }
    for entry in measures.entries where entry.value.needsTime && time == nil {
      throw .badArgument(
        parameter: "measures.\(entry.name.value)", problem: "needs `time`, which says what is first and last")
    }
    guard let time else { return nil }
    let position = try table.requireTime(time, of: "time")
    let type = table.fields[position].type
    if let asOf, instant(asOf.value, in: type) == nil {
      throw .badArgument(
        parameter: "as_of", problem: "is no date or timestamp; write yyyy-mm-dd or yyyy-mm-ddThh:mm:ssZ")
    }
    for window in windows where window.value.length(in: type) == nil {
      throw .badArgument(
        parameter: "windows", problem: "has \(window.value.text), but `\(time.value)` is a date: give whole days")
    }
    return position
  }

  /// A moment in the unit of a time column. Of a date only whole days before the moment are in the past.
  func instant(_ text: String, in type: ColumnType) -> Int64? {
    guard let instant = Calendar.timestamp(text) else { return nil }
    return type == .date ? Int64(Timestamp(microsecondsSinceEpoch: instant).daysSinceEpoch) : instant
  }
}
