import Columns
import Configuration

/// What can be read off a date or a moment in UTC, by feature_engine's names.
enum DatetimeFeature: String, ParameterWord {
  case month, quarter, semester, year, week
  case dayOfWeek = "day_of_week"
  case dayOfMonth = "day_of_month"
  case dayOfYear = "day_of_year"
  case weekend
  case monthStart = "month_start"
  case monthEnd = "month_end"
  case quarterStart = "quarter_start"
  case quarterEnd = "quarter_end"
  case yearStart = "year_start"
  case yearEnd = "year_end"
  case leapYear = "leap_year"
  case daysInMonth = "days_in_month"
  case hour, minute, second

  /// After how many it starts again, for those that do.
  var period: Double? {
    switch self {
    case .month: 12
    case .quarter: 4
    case .semester: 2
    case .week: 53
    case .dayOfWeek: 7
    case .dayOfMonth: 31
    case .dayOfYear: 366
    case .hour: 24
    case .minute, .second: 60
    case .year, .weekend, .monthStart, .monthEnd, .quarterStart, .quarterEnd, .yearStart, .yearEnd, .leapYear,
      .daysInMonth:
      nil
    }
  }

  /// Its value on a day, conditions as 0 and 1; the parts of the clock are 0.
  func value(on date: CivilDate) -> Int64 {
    switch self {
    case .month: Int64(date.month)
    case .quarter: Int64(date.quarter)
    case .semester: date.month <= 6 ? 1 : 2
    case .year: Int64(date.year)
    case .week: Int64(date.week)
    case .dayOfWeek: Int64(date.weekday - 1)
    case .dayOfMonth: Int64(date.day)
    case .dayOfYear: Int64(date.dayOfYear)
    case .weekend: date.weekday >= 6 ? 1 : 0
    case .monthStart: date.day == 1 ? 1 : 0
    case .monthEnd: date.isMonthEnd ? 1 : 0
    case .quarterStart: date.day == 1 && date.month % 3 == 1 ? 1 : 0
    case .quarterEnd: date.isMonthEnd && date.month % 3 == 0 ? 1 : 0
    case .yearStart: date.day == 1 && date.month == 1 ? 1 : 0
    case .yearEnd: date.day == 31 && date.month == 12 ? 1 : 0
    case .leapYear: CivilDate.isLeap(date.year) ? 1 : 0
    case .daysInMonth: Int64(date.daysInMonth)
    case .hour, .minute, .second: 0
    }
  }

  /// Whether it is a part of the clock, not of the calendar.
  var isOfClock: Bool { self == .hour || self == .minute || self == .second }
}
