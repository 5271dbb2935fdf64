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
