import Columns
import Testing

@Suite struct CivilDateTests {
  /// Every day of the years 1 to 9999, counted one by one with the rule of leap years alone.
  @Test func everyDay() {
    var (year, month, day, weekday) = (1, 1, 1, 1)  // 0001-01-01 is a Monday
    var wrong = 0
    for number in Int32(-719_162)...2_932_896 {
      let date = CivilDate(daysSinceEpoch: number)
      if date.year != year || date.month != month || date.day != day || date.weekday != weekday
        || date.daysSinceEpoch != number
      {
        wrong += 1
      }
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
      weekday = weekday % 7 + 1
      day += 1
      if day > length { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
    #expect(wrong == 0)
    #expect((year, month, day) == (10000, 1, 1))
  }

  @Test(arguments: [
    (2023, 2, 29), (1900, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 0, 1), (2024, 13, 1), (2024, 1, 0),
  ])
  func noSuchDay(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test func partsAndText() throws {
    let date = try #require(CivilDate(year: 2024, month: 12, day: 31))
    #expect(date.dayOfYear == 366)
    #expect(date.description == "2024-12-31")
    #expect(CivilDate(year: 7, month: 1, day: 2)?.description == "0007-01-02")
    #expect(CivilDate(daysSinceEpoch: 0) < date)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999Z"), (86_399_999_999, "1970-01-01T23:59:59.999999Z"),
      (86_400_000_000, "1970-01-02T00:00:00Z"), (-86_400_000_001, "1969-12-30T23:59:59.999999Z"),
      (.min, "-290308-12-21T19:59:05.224192Z"), (.max, "294247-01-10T04:00:54.775807Z"),
    ] as [(Int64, String)])
  func timestamps(_ microseconds: Int64, _ text: String) {
    let timestamp = Timestamp(microsecondsSinceEpoch: microseconds)
    #expect(timestamp.description == text)
    #expect(
      Int64(timestamp.daysSinceEpoch) &* Timestamp.microsecondsPerDay &+ timestamp.microsecondsOfDay == microseconds)
  }
}
