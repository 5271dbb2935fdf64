/// A day of the proleptic Gregorian calendar.
///
/// Conversions follow H. Hinnant, "chrono-compatible low-level date algorithms": eras of 400 years starting in March.
package struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let year: Int
  /// 1...12
  package let month: Int
  /// 1...31
  package let day: Int

  /// `nil` when the calendar has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  package init(daysSinceEpoch: Int32) {
    let shifted = Int(daysSinceEpoch) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  package var daysSinceEpoch: Int32 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// 1 = Monday ... 7 = Sunday (ISO 8601).
  package var weekday: Int {
    let days = Int(daysSinceEpoch)
    return ((days + 3) % 7 + 7) % 7 + 1
  }

  /// 1...366
  package var dayOfYear: Int {
    Int(daysSinceEpoch - CivilDate(year: year, month: 1, day: 1)!.daysSinceEpoch) + 1
  }

  package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    default: 31
    }
  }

  /// ISO 8601, `yyyy-mm-dd`.
  package var description: String {
    "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

/// A moment, to the microsecond, in UTC.
package struct Timestamp: Sendable, Hashable, CustomStringConvertible {
  package let microsecondsSinceEpoch: Int64

  package static let microsecondsPerDay: Int64 = 86_400_000_000

  package init(microsecondsSinceEpoch: Int64) { self.microsecondsSinceEpoch = microsecondsSinceEpoch }

  /// Rounded down.
  package var daysSinceEpoch: Int32 {
    let (quotient, remainder) = microsecondsSinceEpoch.quotientAndRemainder(dividingBy: Self.microsecondsPerDay)
    return Int32(truncatingIfNeeded: remainder < 0 ? quotient - 1 : quotient)
  }

  /// 0..<86 400 000 000; the day itself may begin before the first moment that 64 bits hold.
  package var microsecondsOfDay: Int64 {
    let remainder = microsecondsSinceEpoch % Self.microsecondsPerDay
    return remainder < 0 ? remainder + Self.microsecondsPerDay : remainder
  }

  /// RFC 3339 in UTC, with a fraction only where there is one.
  package var description: String {
    let seconds = Int(microsecondsOfDay / 1_000_000)
    let fraction = Int(microsecondsOfDay % 1_000_000)
    let time = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    return "\(CivilDate(daysSinceEpoch: daysSinceEpoch))T\(time)\(fraction == 0 ? "" : "." + padded(fraction, 6))Z"
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number.magnitude)
  return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}
