import Columns
import Configuration
import Testing

@testable import Privacy

@Suite struct ShiftDatesTests {
  private static let tokens = Column.category(["t1", "t2", "t1", nil, "t3"])

  private func shifted(_ column: Column, days: Int, _ tokens: Column = tokens) throws -> TreatedColumn {
    let treatment = try TreatmentTests.treatment("shift_dates", ["key": "k", "days": .int(Int64(days))])
    let field = Field(name: "c", type: .date, sensitivity: .quasi)
    return try treatment.prepare(field, pii: nil, keys: TreatmentTests.keys)
      .apply(column, of: RowContext(tokens: tokens, reading: 0, chunk: 0))
  }

  @Test func intervalsOfASubjectStay() throws {
    let dates = Column.date([100, 200, 300, 400, nil])
    let treated = try shifted(dates, days: 30)
    guard case .date(let days) = treated.column.values else {
      Issue.record("not dates")
      return
    }
    #expect(days[2] - days[0] == 200)
    #expect(treated.invalidRows.array == [3], "nobody's date must not pass")
    #expect(treated.column.validity == Bitmap([true, true, true, false, false]))
    for (row, date) in [(0, 100), (1, 200)] {
      let shift = Int(days[row]) - date
      #expect(shift != 0 && abs(shift) <= 30)
    }
    // A timestamp of the subject moves with its dates.
    let moments = try shifted(.timestamp([0, 0, 0, 0, 0]), days: 30)
    guard case .timestamp(let values) = moments.column.values else { return }
    #expect(values[0] == Int64(days[0] - 100) * 86_400_000_000)
  }

  @Test func everyShiftOccursAndNoneIsZero() throws {
    let shift = try TokenTests.ring.dateShift(tenant: "", days: 3)
    let shifts = shift.days(of: .string((0..<6000).map { "t\($0)" }))
    let counts = Dictionary(grouping: shifts, by: \.self).mapValues(\.count)
    #expect(counts.keys.sorted() == [-3, -2, -1, 1, 2, 3])
    // A thousand each; five standard deviations.
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 150 })
    #expect(
      try TokenTests.ring.dateShift(tenant: "t", days: 3).days(of: .string((0..<50).map { "t\($0)" }))
        != Array(shifts[..<50]))
  }

  @Test func theCalendarHasEnds() throws {
    let last = CivilDate(year: 9999, month: 12, day: 31)!.daysSinceEpoch
    let first = CivilDate(year: 1, month: 1, day: 1)!.daysSinceEpoch
    let tokens = Column.string((0..<40).map { "t\($0)" })
    for (edge, outside) in [(last, { (shift: Int32) in shift > 0 }), (first, { $0 < 0 })] {
      let treated = try shifted(.date([Int32?](repeating: edge, count: 40)), days: 10, tokens)
      let shifts = try TokenTests.ring.dateShift(tenant: "", days: 10).days(of: tokens)
      #expect(treated.invalidRows.array == (0..<40).filter { outside(shifts[Int($0)]) })
    }
    // Numbers that no calendar has must not crash.
    #expect(try shifted(.timestamp([.max, .min, 0, 0, nil]), days: 10).invalidRows.array.starts(with: [0, 1]))
    #expect(try shifted(.date([.max, .min, 0, 0, nil]), days: 10).invalidRows.array.starts(with: [0, 1]))
  }
}
