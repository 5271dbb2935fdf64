import Columns
import Configuration
import Testing

@testable import Transforms

@Suite struct DatetimeFeaturesTests {
  private static func day(_ text: String) -> Int32 { Calendar.date(text)! }

  /// Weeks by `date +%G-W%V`: the last days of a year may be in the first week of the next, and the other way round.
  @Test(
    arguments: [
      ("2020-12-31", 53), ("2021-01-03", 53), ("2021-01-04", 1), ("2024-12-30", 1), ("2018-12-31", 1),
      ("2016-01-03", 53), ("2015-12-28", 53), ("0001-01-01", 1), ("9999-12-31", 52),
    ] as [(String, Int64)])
  func weeks(_ text: String, _ week: Int64) {
    #expect(DatetimeFeature.week.value(on: CivilDate(daysSinceEpoch: Self.day(text))) == week)
  }

  /// The parts of days further apart than the table of days is long are the same as those of each day alone.
  @Test func farApartDaysAreTakenOneByOne() throws {
    let days = ["0001-01-01", "2024-02-29", "9999-12-31"].map { Self.day($0) }
    let features = try DatetimeFeatures.make(["features_to_extract": "all"])
    let together = Table([("d", .date(days))])
    let columns = try features.transform(together.rows, together.fit(features)).map(\.cells)
    for (row, day) in days.enumerated() {
      let alone = Table([("d", .date([day]))])
      #expect(try features.transform(alone.rows, alone.fit(features)).map { $0.cells[0] } == columns.map { $0[row] })
    }
  }

  @Test func namesFollowTheFeatures() throws {
    let features = try DatetimeFeatures.make([
      "features_to_extract": ["weekend", "hour"], "cyclical": true, "holidays": ["2026-01-01"],
      "drop_original": false,
    ])
    let outputs = features.outputs([Field(name: "t", type: .timestamp)], nil)
    #expect(
      outputs.map(\.field.name) == ["t", "t_weekend", "t_hour", "t_hour_sin", "t_hour_cos", "t_holiday"])
    #expect(outputs.allSatisfy { $0.replaces == 0 && !$0.isOpen })
  }

  @Test func partsOnACircle() throws {
    let features = try DatetimeFeatures.make(["features_to_extract": "month", "cyclical": true])
    let outputs = try Table([("d", .date([Self.day("2026-03-05"), Self.day("2026-12-05"), nil]))]).outputs(features)
    let sines = try #require(outputs["d_month_sin"]?.doubles)
    let cosines = try #require(outputs["d_month_cos"]?.doubles)
    #expect(sines[0] == 1)
    #expect(abs(cosines[0]!) < 1e-15)
    #expect(abs(sines[1]!) < 1e-15)
    #expect(cosines[1] == 1)
    #expect(sines[2] == nil)
  }

  @Test func holidaysOfTheArgumentAndOfTheFile() throws {
    var features = try DatetimeFeatures.make([
      "features_to_extract": [], "holidays": ["2026-01-01"], "holidays_file": "holidays.txt",
    ])
    #expect(features.files.map(\.value) == ["holidays.txt"])
    try features.bind(contents: ["# Saxony\n2026-11-18, Day of Repentance\r\n\n 2026-12-25\n"])
    let days = ["2026-01-01", "2026-11-18", "2026-12-25", "2026-12-24"].map { Self.day($0) }
    let table = Table([("d", .date(days + [nil]))])
    let fitted = try table.fit(features)
    #expect(fitted.json["holidays"] == ["2026-01-01", "2026-11-18", "2026-12-25"])
    #expect(try features.transform(table.rows, fitted).map(\.intCells) == [[1, 1, 1, 0, nil]])
  }

  /// The holidays are those of the fitted state, wherever it is applied.
  @Test func holidaysAreFitted() throws {
    let fitted = try Table([("d", .date([0]))]).fit(
      DatetimeFeatures.make(["features_to_extract": [], "holidays": ["1970-01-01"]]))
    let other = try DatetimeFeatures.make(["features_to_extract": [], "holidays": ["1970-01-02"]])
    let rows = Rows(columns: [.date([0, 1])], rowNumbers: [1, 2])
    #expect(try other.transform(rows, fitted)[0].intCells == [1, 0])
  }

  @Test func badArguments() throws {
    let fields = [Field(name: "d", type: .date)]
    let cases: [(JSON, TransformError)] = [
      (
        ["holidays": ["2026-01-01", "2026-02-30"]],
        .badArgument(parameter: "holidays", problem: "has no date (yyyy-mm-dd) as item 2")
      ),
      (["holidays_file": "x.txt"], .badArgument(parameter: "holidays_file", problem: "was not read")),
      (["features_to_extract": []], .badArgument(parameter: "features_to_extract", problem: "must not be empty")),
      (
        ["features_to_extract": ["hour", "hour"]],
        .badArgument(parameter: "features_to_extract", problem: "names a part twice")
      ),
    ]
    for (arguments, error) in cases {
      #expect(throws: error) { try DatetimeFeatures.make(arguments).check(fields, target: nil) }
    }
    #expect(throws: TransformError.wrongType(column: "n", expected: "date or timestamp", found: .int)) {
      try DatetimeFeatures().check([Field(name: "n", type: .int)], target: nil)
    }
    var features = try DatetimeFeatures.make(["holidays_file": "x.txt"])
    let error = TransformError.badArgument(
      parameter: "holidays_file", problem: "has no date (yyyy-mm-dd) in line 3")
    #expect(throws: error) { try features.bind(contents: ["2026-01-01\n\n1. May\n"]) }
    #expect(features.place(of: error) != nil)
  }

  @Test(arguments: [Int64.max, Int64.min, Calendar.microseconds.upperBound + 1])
  func momentsOutsideTheCalendarAreRefused(_ moment: Int64) throws {
    let table = Table([("t", .timestamp([nil, 0, moment]))])
    let error = TransformError.badValue(column: "t", row: 13, problem: "the value is not in the years 1 to 9999")
    #expect(throws: error) { try table.outputs(DatetimeFeatures()) }
  }
}
