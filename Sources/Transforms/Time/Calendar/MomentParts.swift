import Columns

/// The dates or timestamps of a batch, taken apart: each row has the code of its day, and what is asked of a day is
/// found once for each day instead of once for each row.
struct MomentParts {
  private let validity: Bitmap?
  private let codes: Buffer<Int32>
  /// The day of each code.
  private let dates: [CivilDate]
  private let days: [Int32]
  /// `nil` for dates.
  private let clock: Clock?

  /// The time of each row, rounded down.
  private struct Clock {
    /// 0..<1440, of the day.
    var minutes = Buffer<Int32>([])
    /// 0..<60, of the minute.
    var seconds = Buffer<Int32>([])
  }

  /// Batches of more days than this have a code for each row.
  private static let mostDays = 1 << 16

  /// Refuses a moment outside the years 1 to 9999, naming the row.
  init(_ column: Column, named name: String, _ rows: Rows) throws(TransformError) {
    let dayOfRow: Buffer<Int32>
    switch column.values {
    case .date(let buffer):
      dayOfRow = buffer
      clock = nil
    case .timestamp(let buffer):
      try rows.require(buffer, within: Calendar.microseconds, named: name)
      (dayOfRow, clock) = Self.split(buffer)
    default: throw .wrongType(column: name, expected: "date or timestamp", found: column.valueType)
    }
    try rows.require(dayOfRow, within: Calendar.days, named: name)
    validity = column.validity

    let (low, high) = dayOfRow.withUnsafeBufferPointer { ($0.min() ?? 0, $0.max() ?? 0) }
    if Int(high) - Int(low) < Self.mostDays {
      codes = dayOfRow.map { $0 &- low }
      days = Array(low...high)
    } else {
      codes = Buffer((0..<dayOfRow.count).map { Int32(truncatingIfNeeded: $0) })
      days = dayOfRow.array
    }
    dates = days.map { CivilDate(daysSinceEpoch: $0) }
  }

  /// The day and the time of each moment. Divisions by literals are multiplications, an eighth of the time of those by
  /// `Timestamp.microsecondsPerDay`.
  private static func split(_ moments: Buffer<Int64>) -> (days: Buffer<Int32>, clock: Clock) {
    var clock = Clock()
    let days = Buffer<Int32>(count: moments.count) { days in
      clock.minutes = Buffer(count: moments.count) { minutes in
        clock.seconds = Buffer(count: moments.count) { seconds in
          moments.withUnsafeBufferPointer { moments in
            for row in 0..<moments.count {
              // Rounded down, also before 1970.
              let moment = moments[row]
              let second = (moment &- (moment >> 63 & 999_999)) / 1_000_000
              let day = (second &- (second >> 63 & 86_399)) / 86_400
              let ofDay = Int32(truncatingIfNeeded: second &- day &* 86_400)
              days[row] = Int32(truncatingIfNeeded: day)
              minutes[row] = ofDay / 60
              seconds[row] = ofDay % 60
            }
          }
        }
      }
    }
    return (days, clock)
  }

  /// The feature of each row.
  func ints(_ feature: DatetimeFeature) -> Column {
    let (codes, values) = values(of: feature)
    return Column(.int(present(codes.lookUp(in: values))), validity: validity)
  }

  /// The place of each row on the circle of a feature that starts again after `period`.
  func onCircle(_ feature: DatetimeFeature, period: Double) -> [Column] {
    let (codes, values) = values(of: feature)
    let table = Cycle.coordinates(of: Buffer(values.map { Double($0) }), factor: Cycle.factor(of: period))
    return [table.sine, table.cosine].map { coordinate in
      Column(.float(present(codes.lookUp(in: coordinate.array))), validity: validity)
    }
  }

  /// 1 in the rows of these days, else 0.
  func membership(of set: Set<Int32>) -> Column {
    Column(.int(present(codes.lookUp(in: days.map { set.contains($0) ? 1 : 0 }))), validity: validity)
  }

  /// A code for each row, and the feature's value for each code.
  private func values(of feature: DatetimeFeature) -> (codes: Buffer<Int32>, values: [Int64]) {
    guard let clock, feature.isOfClock else { return (codes, dates.map { feature.value(on: $0) }) }
    return switch feature {
    case .hour: (clock.minutes, (0..<1440).map { $0 / 60 })
    case .minute: (clock.minutes, (0..<1440).map { $0 % 60 })
    default: (clock.seconds, (0..<60).map { $0 })
    }
  }

  /// The slot of a missing value holds 0.
  private func present<Number: Numeric & BitwiseCopyable>(_ numbers: Buffer<Number>) -> Buffer<Number> {
    numbers.cleared(where: validity, 0)
  }
}
