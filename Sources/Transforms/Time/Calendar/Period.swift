import Columns
import Configuration

/// A span of the calendar, in UTC: rows are told apart by the one they lie in.
enum Period: String, ParameterWord, Codable {
  /// Weeks begin on Monday.
  case day, week, month, year

  /// The number of each row's period, larger for a later one; `nil` for a column that holds neither dates nor
  /// timestamps. What stands for a missing value means nothing.
  func numbers(of time: Column) -> Buffer<Int32>? {
    switch time.values {
    case .date(let days): days.map { number(ofDay: $0) }
    case .timestamp(let moments): moments.map { number(ofDay: Timestamp(microsecondsSinceEpoch: $0).daysSinceEpoch) }
    case .int, .float, .bool, .string, .category: nil
    }
  }

  /// Years of 32-bit days lie within ±6 million, so that months fit too.
  func number(ofDay day: Int32) -> Int32 {
    switch self {
    case .day: return day
    case .week:
      // The epoch was a Thursday.
      let sinceMonday = Int(day) + 3
      return Int32(sinceMonday >= 0 ? sinceMonday / 7 : (sinceMonday - 6) / 7)
    case .month:
      let date = CivilDate(daysSinceEpoch: day)
      return Int32(date.year * 12 + date.month)
    case .year: return Int32(CivilDate(daysSinceEpoch: day).year)
    }
  }
}
