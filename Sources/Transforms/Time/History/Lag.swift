import Columns
import Configuration

/// Puts values of earlier rows of the same entity beside a row.
struct Lag: HistoryTransformer {
  static let name = "lag"
  static let parameters: [Parameter<Lag>] = [
    .init("periods", \.periods, "How many rows back; a column for each.", .notEmpty, .atLeast(1)),
    .init("time", \.time, "The column that orders the rows; by default the one with role time."),
  ]
  static let guide = Guide(
    summary: "Appends the values of earlier rows of the same entity.",
    counterpart: nil,
    formula: """
      x_lag_p is the value of x p rows before, among the rows with equal values under `by:` in the order of time: \
      df.sort_values(time).groupby(by)[x].shift(p) in pandas' words. It is missing for the first p rows, and for rows \
      with a missing value under `by:`. Rows of one time keep their order. The target may be lagged: the row's own \
      value is never seen. With privacy.k `by:` must name the column that tells people apart.
      """,
    source: "pandas 3.1, DataFrameGroupBy.shift",
    example: """
      {id: before, use: lag, from: readings, columns: [pressure], by: [machine], with: {periods: [1, 2], time: at}}
      """,
    reveals: "Nothing: nothing is fitted. A lag is as sensitive as the column it is taken from.")

  var periods = [1]
  var time: Located<String>?

  var excludesOwnRow: Bool { true }

  func features(of field: Field, time: Field) throws(TransformError) -> [Field] {
    periods.map { period in
      var feature = field
      feature.name = "\(field.name)_lag_\(period)"
      feature.role = .feature
      feature.isNullable = true
      return feature
    }
  }

  func columns(_ input: HistoryInput, _ history: History) throws(TransformError) -> [Column] {
    var columns: [Column] = []
    for period in periods {
      let sources = Buffer<Int32>(count: history.rows.count) { memory in
        history.forEachEntity { places in
          for place in places {
            let isKnown = period <= place &- places.lowerBound
            memory[place] = isKnown ? Int32(truncatingIfNeeded: place &- period) : -1
          }
        }
      }
      columns.append(try history.moved(input.column, from: sources, outsiders: .clear, table: input.tableName))
    }
    return columns
  }
}
