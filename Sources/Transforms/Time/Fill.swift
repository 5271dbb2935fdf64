import Columns
import Configuration

/// What filling from earlier and from later rows share.
protocol HistoryFill: HistoryTransformer {
  /// Rows in a row that are filled at most; `nil`: all.
  var limit: Int? { get }
  /// Whether values come from later rows.
  static var isBackward: Bool { get }
}

extension HistoryFill {
  static var replaces: Bool { true }
  var excludesOwnRow: Bool { false }

  func features(of field: Field, time: Field) throws(TransformError) -> [Field] { [field] }

  func columns(_ input: HistoryInput, _ history: History) throws(TransformError) -> [Column] {
    guard let validity = input.column.validity else { return [input.column] }
    let limit = limit ?? .max
    let sources = Buffer<Int32>(count: history.rows.count) { memory in
      history.rows.withUnsafeBufferPointer { rows in
        validity.bytes.withUnsafeBufferPointer { validity in
          history.forEachEntity { places in
            var last = -1
            for step in 0..<places.count {
              let place = Self.isBackward ? places.upperBound &- 1 &- step : places.lowerBound &+ step
              if validity.bit(Int(rows[place])) { last = place }
              let isNear = last >= 0 && (last > place ? last &- place : place &- last) <= limit
              memory[place] = isNear ? Int32(truncatingIfNeeded: last) : -1
            }
          }
        }
      }
    }
    return [try history.moved(input.column, from: sources, outsiders: .keep, table: input.tableName)]
  }
}

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
      - {id: held, use: forward_fill, from: readings, columns: [pressure], by: [machine], with: {limit: 3, time: at}}
      """,
    reveals: "Nothing: nothing is fitted. The column stays as sensitive as it was.")

  var limit: Int?
  var time: Located<String>?
}

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
      - {id: serial, use: backward_fill, from: readings, columns: [serial_number], by: [machine], with: {time: at}}
      """,
    reveals: "Nothing: nothing is fitted. The column stays as sensitive as it was.")

  var limit: Int?
  var time: Located<String>?
}
