import Columns

/// A unit of `date_diff` and `date_add`.
enum CalendarUnit: String, Sendable, CaseIterable {
  case second, minute, hour, day, week, month, year

  /// Its length, unless it depends on the calendar.
  var microseconds: Int64? {
    switch self {
    case .second: 1_000_000
    case .minute: 60_000_000
    case .hour: 3_600_000_000
    case .day: Timestamp.microsecondsPerDay
    case .week: 7 * Timestamp.microsecondsPerDay
    case .month, .year: nil
    }
  }

  /// Its length, if it is made of whole days.
  var days: Int64? {
    switch self {
    case .day: 1
    case .week: 7
    case .second, .minute, .hour, .month, .year: nil
    }
  }

  /// Its length, if it is made of months.
  var months: Int64? {
    switch self {
    case .month: 1
    case .year: 12
    case .second, .minute, .hour, .day, .week: nil
    }
  }
}
