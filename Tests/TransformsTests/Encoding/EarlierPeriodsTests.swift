import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

/// Rows that are encoded from earlier periods only.
@Suite struct EarlierPeriodsTests {
  /// Name, day, number of the period; whatever the number, a later period has a larger one.
  @Test(
    arguments: [
      (.week, "1970-01-01", "1970-01-04", "1970-01-05"), (.week, "1969-12-29", "1970-01-04", "1970-01-05"),
      (.week, "1969-12-22", "1969-12-28", "1969-12-29"), (.month, "2024-02-01", "2024-02-29", "2024-03-01"),
      (.month, "2023-12-01", "2023-12-31", "2024-01-01"), (.year, "1969-01-01", "1969-12-31", "1970-01-01"),
      (.day, "1969-12-31", "1969-12-31", "1970-01-01"),
    ] as [(Period, String, String, String)])
  func periodsAreThoseOfTheCalendar(_ period: Period, _ first: String, _ last: String, _ next: String) throws {
    let numbers = [first, last, next].map { period.number(ofDay: Self.day($0)) }
    #expect(numbers[0] == numbers[1])
    #expect(numbers[2] == numbers[1] + 1)
    let end = Int64(Self.day(last) + 1) * Timestamp.microsecondsPerDay
    let moments = Column.timestamp([end - 1])
    #expect(period.numbers(of: moments)?.array == [numbers[1]])
    for day in [Int32.min, .max] { _ = period.number(ofDay: day) }
  }

  private static func day(_ text: String) -> Int32 {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return CivilDate(year: parts[0], month: parts[1], day: parts[2])!.daysSinceEpoch
  }

  /// Each row is encoded as by an encoder that was fitted on the rows of the years before its own.
  @Test(arguments: [TargetSmoothing.auto, .rows(1.5)], [false, true])
  func equalsBruteForce(_ smooth: TargetSmoothing, _ isBinary: Bool) throws {
    var encoder = try TargetEncoder.make(["time": "t", "period": "year"])
    encoder.smooth = smooth
    try Self.check(encoder, isBinary: isBinary)
  }

  @Test(arguments: JamesSteinEncoder.Model.allCases) func equalsBruteForceForJamesStein(
    _ model: JamesSteinEncoder.Model
  ) throws {
    var encoder = try JamesSteinEncoder.make(["time": "t", "period": "year"])
    encoder.model = model
    try Self.check(encoder, isBinary: true)
  }

  private static func check<Encoder: TargetLearner>(_ encoder: Encoder, isBinary: Bool) throws {
    let table = table(seed: 3, isBinary: isBinary)
    let years = try years(of: table)
    let chunks = [0..<70, 70..<71, 71..<200].map { Array($0) }
    let fitted = try table.fit(encoder, chunks: chunks)
    let encoded = try encoder.transformFitted(table.rows, fitted)[0].doubles
    for year in Set(years) {
      let own = table.count.indices { years[$0] == year }, earlier = table.count.indices { years[$0] < year }
      let values = own.map { encoded[$0] }
      guard !earlier.isEmpty else {
        #expect(values.allSatisfy { $0 == nil })
        continue
      }
      let all = try encoder.fitSpread(table.rows(at: earlier), table.context)
      let expected = try encoder.transform(table.rows(at: own), all)[0].doubles
      expectClose(values.compactMap { $0 }, expected.compactMap { $0 }, 1e-12)
    }
    #expect(try encoder.transform(table.rows, fitted)[0].missingCount == 0)
  }

  /// Neither its own label, nor one of the same period or a later one, has a say in a row's encoding.
  @Test func laterLabelsHaveNoSay() throws {
    let encoder = try TargetEncoder.make(["time": "t", "period": "year"])
    var table = Self.table(seed: 5, isBinary: false)
    let years = try Self.years(of: table)
    let target = try #require(table.target?.numbers).array
    let before = try encoder.transformFitted(table.rows, try table.fit(encoder))[0].doubles
    var changed = 0
    for row in stride(from: 0, to: table.count, by: 7) {
      table.target = .float((0..<table.count).map { $0 == row ? target[$0] + 100 : target[$0] })
      let after = try encoder.transformFitted(table.rows, try table.fit(encoder))[0].doubles
      for other in 0..<table.count where years[other] <= years[row] { #expect(after[other] == before[other]) }
      if after != before { changed += 1 }
    }
    #expect(changed > 10)
  }

  /// Of fewer than k people in earlier periods nothing is learned: neither of a category nor of all.
  @Test func floorHoldsInEveryPeriod() throws {
    var encoder = try TargetEncoder.make(["time": "t", "period": "year", "smooth": 0])
    encoder.smooth = .rows(0)
    let years = [0, 0, 366, 366, 366, 732, 732, 732].map { Int32($0) }
    var table = Table(
      [("c", .letters("aaabbabb")), ("t", .date(years))], target: .float([1, 2, 3, 4, 5, 6, 7, 8]),
      people: [1, 2, 3, 4, 5, 6, 7, 8], k: 3)
    let fitted = try table.fit(encoder)
    let encoded = try encoder.transformFitted(table.rows, fitted)[0].doubles
    // Two people before the second year; five before the third, three of them in a, two in b.
    let expected: [Double?] = [nil, nil, nil, nil, nil, 2, 3, 3]
    #expect(encoded == expected)
    table.k = 9
    #expect(throws: TransformError.tooFewPeople(column: "c", k: 9)) { try table.fit(encoder) }
  }

  @Test func unusableTimesAreRefused() throws {
    let encoder = try TargetEncoder.make(["time": "t"])
    let letters = Column.letters("ab")
    func fit(_ time: Column) throws {
      _ = try Table([("c", letters), ("t", time)], target: .float([1, 2])).fit(encoder)
    }
    #expect(throws: TransformError.wrongType(column: "t", expected: "date or timestamp", found: .int)) {
      try fit(.int([1, 2]))
    }
    #expect(throws: TransformError.badValue(column: "t", row: 10, problem: "the time is missing")) {
      try fit(.date([1, nil]))
    }
    #expect(throws: TransformError.self, "one period") { try fit(.date([1, 2])) }
    try fit(.timestamp([0, 40 * Timestamp.microsecondsPerDay]))
  }

  private static func table(seed: UInt64, isBinary: Bool) -> Table {
    var generator = SeededGenerator(seed: seed)
    let letters = (0..<200).map { _ in ["a", "b", "c", "d", "e", nil].randomElement(using: &generator)! }
    let target: Column =
      isBinary
      ? .bool((0..<200).map { _ in Bool.random(using: &generator) })
      : .float((0..<200).map { _ in Double.random(in: -5...5, using: &generator) })
    let times = (0..<200).map { _ in Int32.random(in: -1000...1000, using: &generator) }
    return Table([("c", .category(letters)), ("t", .date(times))], target: target)
  }

  private static func years(of table: Table) throws -> [Int32] {
    try #require(Period.year.numbers(of: table.columns[1])).array
  }
}

extension TargetLearner {
  /// The state of some rows, each in a period of its own: the state does not depend on them, but needs two.
  fileprivate func fitSpread(_ rows: Rows, _ context: FitContext) throws(TransformError) -> TargetEncodings {
    let days = Column.date((0..<rows.count).map { Int32($0 * 400) })
    let spread = Rows(
      columns: [rows.columns[0], days], rowNumbers: rows.rowNumbers, target: rows.target, hashes: rows.hashes)
    return try fit([spread], context)
  }
}

extension Int {
  /// The positions below this number for which the condition holds.
  fileprivate func indices(_ holds: (Int) -> Bool) -> [Int] { (0..<self).filter(holds) }
}
