import Configuration

/// Fills missing values with the next value after.
struct BackwardFill: HistoryFill {
  static let name = "backward_fill"
  static let isBackward = true
  static let parameters: [Parameter<BackwardFill>] = [
    .init(
      "limit", \.limit, "How many missing values before one another are filled at most; by default all.", .atLeast(1)),
    .init("time", \.time, "The column that orders the rows; by default the one with role time."),
  ]
  static let guide = Guide(
    summary: "Fills missing values with the next value after, of the same entity: it looks into the future.",
    counterpart: nil,
    formula: """
      A missing value becomes the next present one after it, among the rows with equal values under `by:` in the order \
      of time: df.sort_values(time).groupby(by)[x].bfill(limit) in pandas' words. This is a leak wherever the value \
      was not known yet at the time of the row: use it only for what does not change within an entity (a place of \
      birth, a serial number that some rows lack). Otherwise as forward_fill.
      """,
    source: "pandas 3.1, DataFrameGroupBy.bfill",
    example: """
      {id: serial, use: backward_fill, from: readings, columns: [serial_number], by: [machine], with: {time: at}}
      """,
    reveals: "Nothing: nothing is fitted. The column stays as sensitive as it was.")

  var limit: Int?
  var time: Located<String>?
}
