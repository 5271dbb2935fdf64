import Columns

/// Whether the calendar has a day that a national number names; most numbers write the year with two digits.
enum BirthDay {
  static func isValid(year: Int, month: Int, day: Int) -> Bool { CivilDate(year: year, month: month, day: day) != nil }

  /// In the 19th, 20th or 21st century: only 29 February depends on which.
  static func isValid(twoDigitYear year: Int, month: Int, day: Int) -> Bool {
    isValid(year: 2000 + year, month: month, day: day) || isValid(year: 1900 + year, month: month, day: day)
  }
}
