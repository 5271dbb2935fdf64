import Columns

/// The dates or timestamps of a batch, taken apart: each row has the code of its day, and what is asked of a day is
/// found once for each day instead of once for each row.
struct MomentParts {
  private let validity: Bitmap?
  private let codes: Buffer<Int32>
  /// The day of each code.
  private let dates: [CivilDate]
  private let days: [Int32]
  /// Since midnight; `nil` for dates.
  private let seconds: Buffer<Int32>?

  /// Batches of more days than this have a code for each row.
  private static let mostDays = 1 << 16

  /// Refuses a moment outside the years 1 to 9999, naming the row.
  init(_ column: Column, named name: String, _ rows: Rows) throws(TransformError) {
    let dayOfRow: Buffer<Int32>
    switch column.values {
    case .date(let buffer):
      dayOfRow = buffer
      seconds = nil
    case .timestamp(let buffer):
      try rows.require(buffer, within: Calendar.microseconds, named: name)
      dayOfRow = buffer.map { Timestamp(microsecondsSinceEpoch: $0).daysSinceEpoch }
      seconds = buffer.map { Int32(Timestamp(microsecondsSinceEpoch: $0).microsecondsOfDay / 1_000_000) }
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

  /// The feature of each row.
  func ints(_ feature: DatetimeFeature) -> Column {
    let (codes, values) = values(of: feature)
    return Column(.int(present(codes.lookUp(in: values))), validity: validity)
  }

  /// A function of the feature of each row.
  func floats(_ feature: DatetimeFeature, _ function: (Double) -> Double) -> Column {
    let (codes, values) = values(of: feature)
    return Column(.float(present(codes.lookUp(in: values.map { function(Double($0)) }))), validity: validity)
  }

  /// 1 in the rows of these days, else 0.
  func membership(of set: Set<Int32>) -> Column {
    Column(.int(present(codes.lookUp(in: days.map { set.contains($0) ? 1 : 0 }))), validity: validity)
  }

  /// A code for each row, and the feature's value for each code.
  private func values(of feature: DatetimeFeature) -> (codes: Buffer<Int32>, values: [Int64]) {
    guard let clock = feature.clock else { return (codes, dates.map { feature.value(on: $0) }) }
    guard let seconds else { return (Buffer(repeating: 0, count: codes.count), [0]) }
    let units =
      switch feature {
      case .hour: seconds.map { $0 / 3600 }
      case .minute: seconds.map { $0 / 60 % 60 }
      default: seconds.map { $0 % 60 }
      }
    return (units, (0..<Int64(clock)).map { $0 })
  }

  /// The slot of a missing value holds 0.
  private func present<Number: Numeric & BitwiseCopyable>(_ numbers: Buffer<Number>) -> Buffer<Number> {
    validity.map { numbers.cleared(where: $0, 0) } ?? numbers
  }
}

extension Rows {
  /// Refuses the first moment outside `range`; the slots of missing values, 0, are in it.
  func require<Moment: FixedWidthInteger & BitwiseCopyable>(
    _ moments: Buffer<Moment>, within range: ClosedRange<Moment>, named name: String
  ) throws(TransformError) {
    let outside = moments.withUnsafeBufferPointer { moments -> Int? in
      var low = range.lowerBound
      var high = range.lowerBound
      for moment in moments {
        low = min(low, moment)
        high = max(high, moment)
      }
      guard low < range.lowerBound || high > range.upperBound else { return nil }
      return moments.firstIndex { !range.contains($0) }
    }
    guard let outside else { return }
    throw .badValue(
      column: name, row: Int(rowNumbers[outside]), problem: "the value is not in the years 1 to 9999")
  }
}
