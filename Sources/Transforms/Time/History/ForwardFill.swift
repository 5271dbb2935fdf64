import Columns
import Configuration

/// Fills missing values with the last value before.
struct ForwardFill: HistoryFill {
  static let name = "forward_fill"
  static let isBackward = false
  static let parameters: [Parameter<ForwardFill>] = [
    .init(
      "limit", \.limit, "How many missing values after one another are filled at most; by default all.", .atLeast(1)),
    .init("time", \.time, "The column that orders the rows; by default the one with role time."),
  ]
  static let guide = Guide(
    summary: "Fills missing values with the last value before, of the same entity.",
    counterpart: nil,
    formula: """
      A missing value becomes the last present one before it, among the rows with equal values under `by:` in the \
      order of time: df.sort_values(time).groupby(by)[x].ffill(limit) in pandas' words. What comes before the first \
      value stays missing, and so does a row with a missing value under `by:`. Rows of one time keep their order. \
      With privacy.k `by:` must name the column that tells people apart.
      """,
    source: "pandas 3.1, DataFrameGroupBy.ffill",
    example: """
      {id: held, use: forward_fill, from: readings, columns: [pressure], by: [machine], with: {limit: 3, time: at}}
      """,
    reveals: "Nothing: nothing is fitted. The column stays as sensitive as it was.")

  var limit: Int?
  var time: Located<String>?
}
