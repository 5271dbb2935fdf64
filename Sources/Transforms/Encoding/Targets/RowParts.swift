import Columns

/// The parts that a cross-fit divides the rows into: its folds, its periods, or one part of all rows. Periods are
/// numbered while chunks go by.
struct RowParts: Sendable, Codable {
  let crossFit: CrossFit
  private var periods = WordTable()

  init(_ crossFit: CrossFit) { self.crossFit = crossFit }

  /// How many parts there are so far.
  var count: Int {
    switch crossFit {
    case .folds(let folds): folds.count
    case .earlier: periods.count
    case .others: 1
    }
  }

  /// How many there will be; `nil` where rows decide.
  var fixedCount: Int? { if case .earlier = crossFit { nil } else { count } }

  /// The parts, earlier ones first.
  var inOrder: [Int] {
    guard case .earlier = crossFit else { return Array(0..<count) }
    return periods.words.enumerated().sorted { Self.period($0.element) < Self.period($1.element) }.map(\.offset)
  }

  private static func word(_ period: Int32) -> UInt64 { UInt64(UInt32(bitPattern: period)) }
  private static func period(_ word: UInt64) -> Int32 { Int32(bitPattern: UInt32(truncatingIfNeeded: word)) }

  /// The part of each row. Refuses a row whose time is missing.
  mutating func assign(_ rows: Rows, time: Column?, named name: String?) throws(TransformError) -> Buffer<Int32> {
    switch crossFit {
    case .folds(let folds): return folds.assign(rows)
    case .others: return Buffer(repeating: 0, count: rows.count)
    case .earlier(let period):
      let numbers = try period.numbers(of: time, named: name, rows)
      return numbers.map { periods.insert(Self.word($0)) }
    }
  }

  /// The part of each row that was fitted on; −1 for a period that was not.
  func find(_ rows: Rows, time: Column?, named name: String?) throws(TransformError) -> Buffer<Int32> {
    switch crossFit {
    case .folds(let folds): return folds.assign(rows)
    case .others: return Buffer(repeating: 0, count: rows.count)
    case .earlier(let period):
      return try period.numbers(of: time, named: name, rows).map { periods.find(Self.word($0)) ?? -1 }
    }
  }

  /// Adds the parts of `other`; returns the part here of each of its parts.
  mutating func merge(_ other: RowParts) -> [Int] {
    guard case .earlier = crossFit else { return Array(0..<count) }
    return other.periods.words.map { Int(periods.insert($0)) }
  }
}

extension Period {
  fileprivate func numbers(
    of time: Column?, named name: String?, _ rows: Rows
  ) throws(TransformError) -> Buffer<Int32> {
    guard let time, let name else { preconditionFailure("a step that reads a time names its column") }
    guard let numbers = numbers(of: time) else {
      throw .wrongType(column: name, expected: "date or timestamp", found: time.valueType)
    }
    try rows.requirePresent(time, named: name, "the time")
    return numbers
  }
}
