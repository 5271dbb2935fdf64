import Columns

extension CivilDate {
  /// 1 to 4.
  var quarter: Int { (month - 1) / 3 + 1 }

  /// The week of the year by ISO 8601: a week belongs to the year that its Thursday lies in.
  var week: Int {
    let thursday = CivilDate(daysSinceEpoch: daysSinceEpoch + Int32(4 - weekday))
    return (thursday.dayOfYear - 1) / 7 + 1
  }

  /// 28 to 31.
  var daysInMonth: Int { Self.days(inMonth: month, of: year) }

  var isMonthEnd: Bool { day == daysInMonth }
}
