import Columns
import Configuration

/// Measures of all rows of the same entity so far.
struct Expanding: HistoryTransformer {
  static let name = "expanding"
  static let parameters: [Parameter<Expanding>] = [
    .init("measures", \.measures, "`mean`, `sum`, `min`, `max`, `std`, `count` or `median`.", .notEmpty),
    .init("min_periods", \.minPeriods, "Below so many values the measure is missing.", .atLeast(0)),
    .init("closed", \.closed, "Whether the row itself is seen (`right`) or only those before it (`left`)."),
    .init("time", \.time, "The column that orders the rows; by default the one with role time."),
  ]
  static let guide = Guide(
    summary: "Appends measures over all rows of the same entity so far.",
    counterpart: nil,
    formula: """
      x_expanding_mean is the mean of x over the row and all before it, among the rows with equal values under `by:` in \
      the order of time: df.sort_values(time).groupby(by)[x].expanding(min_periods).mean() in pandas' words, with \
      closed: left shifted by a row. Missing values are left out; std has denominator n - 1. Rows of one time keep \
      their order; a row with a missing value under `by:` gets a missing value. The target is refused unless closed: \
      left. With privacy.k `by:` must name the column that tells people apart.
      """,
    source: "pandas 3.1, Expanding; variance by Chan, Golub and LeVeque (1983)",
    example: """
      {id: so_far, use: expanding, from: orders, columns: [amount], by: [customer], with: {measures: [count, mean], closed: left, time: at}}
      """,
    reveals: "Nothing: nothing is fitted. A measure is as sensitive as the column it is computed from.")

  var measures = [WindowMeasure.mean]
  var minPeriods = 1
  var closed = PastClosure.right
  var time: Located<String>?

  var excludesOwnRow: Bool { closed == .left }

  func features(of field: Field, time: Field) throws(TransformError) -> [Field] {
    try field.requireNumber()
    return measures.map { field.feature("expanding_\($0.rawValue)", type: $0.type) }
  }

  func columns(_ input: HistoryInput, _ history: History) throws(TransformError) -> [Column] {
    let values = try history.numbers(of: input.column, input.table, named: input.field.name)
    let windows = HistoryWindows(expanding: history, holdsOwnRow: closed == .right)
    var columns: [Column] = []
    for measure in measures {
      columns.append(try measure.column(windows, over: values, minimum: minPeriods, input))
    }
    return columns
  }
}
