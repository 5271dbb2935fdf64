import Columns

/// Arithmetic on dates and timestamps of the years 1 to 9999, in which nothing can overflow. What lies outside is no
/// value: the result is missing.
enum Calendar {
  static let days: ClosedRange<Int32> = -719_162...2_932_896
  static let microseconds: ClosedRange<Int64> =
    Int64(days.lowerBound) * Timestamp.microsecondsPerDay...(Int64(days.upperBound) + 1) * Timestamp.microsecondsPerDay
    - 1

  @inline(__always)
  static func date(_ days: Int32) -> CivilDate? {
    Self.days.contains(days) ? CivilDate(daysSinceEpoch: days) : nil
  }

  /// The day of a timestamp and the microseconds since its midnight.
  @inline(__always)
  static func split(_ timestamp: Int64) -> (days: Int32, rest: Int64)? {
    guard microseconds.contains(timestamp) else { return nil }
    let value = Timestamp(microsecondsSinceEpoch: timestamp)
    return (value.daysSinceEpoch, value.microsecondsOfDay)
  }

  @inline(__always)
  static func timestamp(_ days: Int32) -> Int64? {
    Self.days.contains(days) ? Int64(days) * Timestamp.microsecondsPerDay : nil
  }

  /// Complete months from one moment to the other; negative backwards.
  static func months(
    from: (days: Int32, rest: Int64), to: (days: Int32, rest: Int64)
  ) -> Int64 {
    let start = CivilDate(daysSinceEpoch: from.days), end = CivilDate(daysSinceEpoch: to.days)
    let months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 && (end.day, to.rest) < (start.day, from.rest) { return Int64(months - 1) }
    if months < 0 && (end.day, to.rest) > (start.day, from.rest) { return Int64(months + 1) }
    return Int64(months)
  }

  /// The date `months` later; a day that the month does not have becomes its last.
  static func adding(months: Int64, to days: Int32) -> Int32? {
    guard let date = date(days), (-120_000...120_000).contains(months) else { return nil }
    let total = date.year * 12 + date.month - 1 + Int(months)
    let year = total / 12, month = total % 12 + 1
    guard (1...9999).contains(year) else { return nil }
    let day = min(date.day, CivilDate.days(inMonth: month, of: year))
    return CivilDate(year: year, month: month, day: day)?.daysSinceEpoch
  }

  /// The first day of the unit that a day lies in; of one shorter than a day, the day.
  static func beginning(of unit: CalendarUnit, _ days: Int32) -> Int32? {
    guard let date = date(days) else { return nil }
    let first: Int32
    switch unit {
    case .second, .minute, .hour, .day: first = days
    case .week: first = days - Int32(date.weekday - 1)
    case .month: first = days - Int32(date.day - 1)
    case .year: first = days - Int32(date.dayOfYear - 1)
    }
    return Self.days.contains(first) ? first : nil
  }

  /// The first moment of the unit that a moment lies in.
  static func beginning(of unit: CalendarUnit, _ moment: Int64) -> Int64? {
    guard let parts = split(moment) else { return nil }
    guard let length = unit.microseconds, length < Timestamp.microsecondsPerDay else {
      return beginning(of: unit, parts.days).flatMap(timestamp)
    }
    return moment - parts.rest % length
  }

  // MARK: - Literals

  /// Reads `yyyy-mm-dd`.
  static func date(_ text: String) -> Int32? {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]), year >= 1
    else { return nil }
    return CivilDate(year: year, month: month, day: day)?.daysSinceEpoch
  }

  /// Reads `yyyy-mm-dd`, or `yyyy-mm-ddThh:mm:ss` with an optional `Z`: UTC.
  static func timestamp(_ text: String) -> Int64? {
    if let days = date(text) { return timestamp(days) }
    let bytes = Array(text.utf8.prefix(21))
    let isZoned = bytes.count == 20 && bytes[19] == UInt8(ascii: "Z")
    guard bytes.count == 19 || isZoned, let days = date(String(decoding: bytes[0..<10], as: UTF8.self)),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]),
      let second = number(bytes[17..<19]), hour < 24, minute < 60, second < 60
    else { return nil }
    return timestamp(days).map { $0 + Int64(hour * 3600 + minute * 60 + second) * 1_000_000 }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }
}
