import Columns

extension Function {
  static let dates: [Function] =
    DatePart.allCases.map(part) + [
      clock("hour", "0 to 23, UTC.", unit: 3_600_000_000, count: 24),
      clock("minute", "0 to 59.", unit: 60_000_000, count: 60),
      clock("second", "0 to 59.", unit: 1_000_000, count: 60),
      Function(
        "date", .dates, "date(x)", "Day of a timestamp, in UTC; `date('2026-01-31')` is that day.",
        [
          Overload([.date], .date) { $0[0] },
          Overload([.timestamp], .date) { arguments in
            let column = arguments[0]
            return Loops.date(column.timestamps, column.timestamps, column.validity) { moment, _ in
              Calendar.split(moment)?.days
            }
          },
        ]),
      Function(
        "timestamp", .dates, "timestamp(x)",
        "Midnight of a date, in UTC; `timestamp('2026-01-31T12:00:00Z')` is that moment.",
        [Overload([.timestamp], .timestamp) { $0[0] }]),
      Function(
        "make_date", .dates, "make_date(year, month, day)", "That day; missing where the calendar has none.",
        [
          Overload([.int, .int, .int], .date) { arguments in
            let months = Loops.int(
              arguments[0].ints, arguments[1].ints, arguments[0].validity & arguments[1].validity
            ) { year, month in
              (1...9999).contains(year) && (1...12).contains(month) ? year * 12 + month - 1 : nil
            }
            return Loops.date(months.ints, arguments[2].ints, months.validity & arguments[2].validity) { month, day in
              guard (1...31).contains(day) else { return nil }
              return CivilDate(year: Int(month / 12), month: Int(month % 12 + 1), day: Int(day))?.daysSinceEpoch
            }
          }
        ]),
      Function(
        "is_weekend", .dates, "is_weekend(x)", "Whether it is a Saturday or a Sunday.",
        [
          Overload([.date], .bool) { Weekend.test($0[0]) },
          Overload([.timestamp], .bool) { arguments in
            let column = arguments[0]
            return Weekend.test(
              Loops.date(column.timestamps, column.timestamps, column.validity) { moment, _ in
                Calendar.split(moment)?.days
              })
          },
        ]),
      Function(
        "date_trunc", .dates, "date_trunc(unit, x)",
        "The beginning of the unit that `x` lies in; weeks begin on Monday. Hours and less give a timestamp.",
        CalendarUnit.allCases.flatMap { unit in
          let onTimestamps = Overload([.word(unit.rawValue), .value(.timestamp)], .timestamp) { arguments in
            let column = arguments[1]
            return Loops.timestamp(column.timestamps, column.timestamps, column.validity) { moment, _ in
              Calendar.beginning(of: unit, moment)
            }
          }
          guard unit.days != nil || unit.months != nil else { return [onTimestamps] }
          return [
            Overload([.word(unit.rawValue), .value(.date)], .date) { arguments in
              let column = arguments[1]
              return Loops.date(column.dates, column.dates, column.validity) { day, _ in
                Calendar.beginning(of: unit, day)
              }
            },
            onTimestamps,
          ]
        }),
      Function(
        "date_diff", .dates, "date_diff(unit, from, to)",
        "Complete units from one to the other, negative backwards: `date_diff('year', birth, today)` is an age.",
        CalendarUnit.allCases.flatMap { unit in
          [
            Overload([.word(unit.rawValue), .value(.date), .value(.date)], .int) { DateDistance.dates(unit, $0) },
            Overload([.word(unit.rawValue), .value(.timestamp), .value(.timestamp)], .int) {
              DateDistance.timestamps(unit, $0)
            },
          ]
        }),
      Function(
        "date_add", .dates, "date_add(unit, n, x)",
        "`n` units later; 31 January and a month is the last of February. Hours and less need a timestamp.",
        CalendarUnit.allCases.flatMap { unit in
          let onTimestamps = Overload([.word(unit.rawValue), .value(.int), .value(.timestamp)], .timestamp) {
            DateShift.timestamps(unit, $0)
          }
          guard unit.days != nil || unit.months != nil else { return [onTimestamps] }
          return [
            Overload([.word(unit.rawValue), .value(.int), .value(.date)], .date) { DateShift.dates(unit, $0) },
            onTimestamps,
          ]
        }),
    ]

  private static func part(_ part: DatePart) -> Function {
    Function(
      part.rawValue, .dates, "\(part.rawValue)(x)", part.summary,
      [
        Overload([.date], .int) { arguments in
          Loops.int(arguments[0].dates, arguments[0].validity) { Calendar.date($0).map { part.value(of: $0) } }
        },
        Overload([.timestamp], .int) { arguments in
          Loops.int(arguments[0].timestamps, arguments[0].validity) { moment in
            Calendar.split(moment).map { part.value(of: CivilDate(daysSinceEpoch: $0.days)) }
          }
        },
      ])
  }

  private static func clock(_ name: String, _ summary: String, unit: Int64, count: Int64) -> Function {
    Function(
      name, .dates, "\(name)(x)", summary,
      [
        Overload([.timestamp], .int) { arguments in
          Loops.int(arguments[0].timestamps, arguments[0].validity) { moment in
            Calendar.split(moment).map { $0.rest / unit % count }
          }
        }
      ])
  }
}

/// What a day is made of.
enum DatePart: String, Sendable, CaseIterable {
  case year, quarter, month, day, weekday
  case week
  case dayOfYear = "day_of_year"
  case daysInMonth = "days_in_month"

  var summary: String {
    switch self {
    case .year: "Year."
    case .quarter: "1 to 4."
    case .month: "1 to 12."
    case .day: "Day of the month."
    case .weekday: "1 (Monday) to 7 (Sunday), ISO 8601."
    case .week: "1 to 53, ISO 8601: the first week has the year's first Thursday."
    case .dayOfYear: "1 to 366."
    case .daysInMonth: "28 to 31."
    }
  }

  @inline(__always)
  func value(of date: CivilDate) -> Int64 {
    switch self {
    case .year: Int64(date.year)
    case .quarter: Int64(date.quarter)
    case .month: Int64(date.month)
    case .day: Int64(date.day)
    case .weekday: Int64(date.weekday)
    case .week: Int64(date.week)
    case .dayOfYear: Int64(date.dayOfYear)
    case .daysInMonth: Int64(date.daysInMonth)
    }
  }
}

/// The kernel of `is_weekend`.
enum Weekend {
  static func test(_ column: Column) -> Column {
    let weekday = Loops.int(column.dates, column.validity) { Calendar.date($0).map { Int64($0.weekday) } }
    let days = weekday.ints
    return days.withUnsafeBufferPointer { days in
      Loops.bool(count: days.count, weekday.validity) { days[$0] >= 6 }
    }
  }
}

/// The kernels of `date_diff`. The arguments are the unit's word, from, to.
enum DateDistance {
  static func dates(_ unit: CalendarUnit, _ arguments: [Column]) -> Column {
    let from = arguments[1], to = arguments[2]
    let validity = from.validity & to.validity
    if let months = unit.months {
      return Loops.int(from.dates, to.dates, validity) { from, to in
        guard Calendar.days.contains(from), Calendar.days.contains(to) else { return nil }
        return Calendar.months(from: (from, 0), to: (to, 0)) / months
      }
    }
    let length = unit.microseconds ?? 1
    return Loops.int(from.dates, to.dates, validity) { from, to in
      guard let from = Calendar.timestamp(from), let to = Calendar.timestamp(to) else { return nil }
      return (to - from) / length
    }
  }

  static func timestamps(_ unit: CalendarUnit, _ arguments: [Column]) -> Column {
    let from = arguments[1], to = arguments[2]
    let validity = from.validity & to.validity
    if let months = unit.months {
      return Loops.int(from.timestamps, to.timestamps, validity) { from, to in
        guard let from = Calendar.split(from), let to = Calendar.split(to) else { return nil }
        return Calendar.months(from: from, to: to) / months
      }
    }
    let length = unit.microseconds ?? 1
    return Loops.int(from.timestamps, to.timestamps, validity) { from, to in
      guard Calendar.microseconds.contains(from), Calendar.microseconds.contains(to) else { return nil }
      return (to - from) / length
    }
  }
}

/// The kernels of `date_add`. The arguments are the unit's word, the number of units, the date.
enum DateShift {
  static func dates(_ unit: CalendarUnit, _ arguments: [Column]) -> Column {
    let validity = arguments[1].validity & arguments[2].validity
    if let months = unit.months {
      return Loops.date(arguments[1].ints, arguments[2].dates, validity) { number, date in
        let (total, overflow) = number.multipliedReportingOverflow(by: months)
        return overflow ? nil : Calendar.adding(months: total, to: date)
      }
    }
    let length = unit.days ?? 1
    return Loops.date(arguments[1].ints, arguments[2].dates, validity) { number, date in
      let (days, overflow) = number.multipliedReportingOverflow(by: length)
      let (sum, overflowed) = days.addingReportingOverflow(Int64(date))
      guard !overflow, !overflowed, Calendar.days.contains(date), let result = Int32(exactly: sum) else { return nil }
      return Calendar.days.contains(result) ? result : nil
    }
  }

  static func timestamps(_ unit: CalendarUnit, _ arguments: [Column]) -> Column {
    let validity = arguments[1].validity & arguments[2].validity
    if let months = unit.months {
      return Loops.timestamp(arguments[1].ints, arguments[2].timestamps, validity) { number, moment in
        let (total, overflow) = number.multipliedReportingOverflow(by: months)
        guard !overflow, let parts = Calendar.split(moment) else { return nil }
        return Calendar.adding(months: total, to: parts.days).flatMap(Calendar.timestamp).map { $0 + parts.rest }
      }
    }
    let length = unit.microseconds ?? 1
    return Loops.timestamp(arguments[1].ints, arguments[2].timestamps, validity) { number, moment in
      let (distance, overflow) = number.multipliedReportingOverflow(by: length)
      let (sum, overflowed) = distance.addingReportingOverflow(moment)
      guard !overflow, !overflowed, Calendar.microseconds.contains(moment) else { return nil }
      return Calendar.microseconds.contains(sum) ? sum : nil
    }
  }
}
