import Columns
import Configuration

/// Measures of the last rows, or of the last span of time, of the same entity.
struct Rolling: HistoryTransformer {
  static let name = "rolling"
  static let parameters: [Parameter<Rolling>] = [
    .init(
      "window", \.window, "A number of rows or a length of time (`12h`, `7d`), or several.", required: true, .notEmpty),
    .init("measures", \.measures, "`mean`, `sum`, `min`, `max`, `std`, `count` or `median`.", .notEmpty),
    .init(
      "min_periods", \.minPeriods,
      "Below so many values (`count`: rows) a measure is missing; by default all rows of a window of rows, else 1.",
      .atLeast(0)),
    .init("closed", \.closed, "Which ends belong to the window: `right` is the row itself, `left` the far end."),
    .init("time", \.time, "The column that orders the rows; by default the one with role time."),
  ]
  static let guide = Guide(
    summary: "Appends measures over the last rows, or the last span of time, of the same entity.",
    counterpart: nil,
    formula: """
      x_rolling_mean_7 is the mean of x over the row and the 6 before it, x_rolling_mean_7d over the rows with \
      t - 7d < time <= t up to the row itself, among the rows with equal values under `by:` in the order of time: \
      df.sort_values(time).groupby(by)[x].rolling(window, min_periods, closed).mean() in pandas' words. closed: left \
      shifts the ends: the n rows before, t - 7d <= time < t. Missing values are left out. std has \
      denominator n - 1. Rows of one time keep their order, and a row sees those before it; a row with a missing value \
      under `by:` gets a missing value. Values are added up, never subtracted again, so that a large one leaves no \
      trace. The target is refused unless `closed` leaves out the row itself. With privacy.k `by:` must name the \
      column that tells people apart.
      """,
    source: "pandas 3.1, Rolling; variance by Chan, Golub and LeVeque (1983)",
    example: """
      {id: recent, use: rolling, from: readings, columns: [pressure], by: [machine], with: {window: [5, 1h], measures: [mean, std], time: at}}
      """,
    reveals: "Nothing: nothing is fitted. A measure is as sensitive as the column it is computed from.")

  var window: [WindowLength] = []
  var measures = [WindowMeasure.mean]
  var minPeriods: Int?
  var closed = WindowClosure.right
  var time: Located<String>?

  var excludesOwnRow: Bool { !closed.holdsOwnRow }

  func features(of field: Field, time: Field) throws(TransformError) -> [Field] {
    try field.requireNumber()
    for window in window { try check(window, time: time) }
    return window.flatMap { window in
      measures.map { measure in
        field.feature("rolling_\(measure.rawValue)_\(window.text)", type: measure.type)
      }
    }
  }

  private func check(_ window: WindowLength, time: Field) throws(TransformError) {
    switch window {
    case .rows(let rows):
      if let minPeriods, minPeriods > rows {
        throw .badArgument(parameter: "min_periods", problem: "is more than the \(rows) rows of a window")
      }
    case .time(let span):
      guard time.type == .date || time.type == .timestamp else {
        throw .badArgument(
          parameter: "window", problem: "has \(span.text), but `\(time.name)` is \(time.type.rawValue): give rows")
      }
      guard span.length(in: time.type) != nil else {
        throw .badArgument(
          parameter: "window", problem: "has \(span.text), but `\(time.name)` is a date: give whole days")
      }
    }
  }

  func columns(_ input: HistoryInput, _ history: History) throws(TransformError) -> [Column] {
    let values = try history.numbers(of: input.column, input.table, named: input.field.name)
    var columns: [Column] = []
    for window in window {
      let windows: HistoryWindows
      var minimum = 1
      switch window {
      case .rows(let rows):
        windows = HistoryWindows(history, rows: rows, closed)
        minimum = rows
      case .time(let span):
        guard let instants = history.instants, let length = span.length(in: input.time.type) else {
          throw .badArgument(parameter: "window", problem: "is a length of time, but the time column is a number")
        }
        windows = HistoryWindows(history, span: length, of: instants, closed)
      }
      for measure in measures {
        columns.append(try measure.column(windows, over: values, minimum: minPeriods ?? minimum, input))
      }
    }
    return columns
  }
}
