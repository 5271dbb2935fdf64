import Columns

/// How many rows have each value of a column and, where k is set, whether at least k people have it.
struct LevelCounts: Sendable, Codable {
  private var levels: Levels
  /// By code of `levels`.
  private var counts: [Int64] = [0]
  private var crowds: Crowds
  private let k: Int?

  init(type: ColumnType, k: Int?) {
    self.k = k
    levels = Levels(type: type)
    crowds = Crowds(k: k)
    grow()
  }

  mutating func update(_ column: Column, people: Buffer<UInt64>?) {
    let codes = levels.codes(of: column)
    grow()
    codes.withUnsafeBufferPointer { codes in
      counts.withUnsafeMutableBufferPointer { counts in
        for code in codes { counts[Int(code)] &+= 1 }  // at most 2^63 rows
      }
    }
    crowds.insert(people, into: codes)
  }

  mutating func merge(_ other: LevelCounts, column: String) throws(TransformError) {
    let codes = levels.merge(other.levels)
    try levels.requireRoom(column: column)
    grow()
    for (code, target) in codes.enumerated() {
      counts[target] += other.counts[code]
      crowds.merge(other.crowds, group: code, into: target)
    }
  }

  private mutating func grow() {
    counts.append(contentsOf: repeatElement(0, count: levels.count - counts.count))
    crowds.grow(to: levels.count)
  }

  // MARK: - What was counted

  var rowCount: Int64 { counts.reduce(0, +) }

  /// The canonical text of each value, that of code c at c − 1; in no order that means anything.
  var names: [String] { levels.names }

  /// The values, that of code c at c − 1; in no order that means anything.
  var values: [Value] { levels.values }

  func count(of code: Int) -> Int64 { counts[code] }

  func isLargeEnough(_ code: Int) -> Bool { crowds.isLargeEnough(code) }

  /// Whether at least k people have one of the values.
  func areLargeEnough(together codes: some Sequence<Int>) -> Bool { crowds.areLargeEnough(together: codes) }

  /// The value of most rows, the smallest of several, among those of at least k people; `nil` for a column without a
  /// value.
  func mostFrequent(column: String) throws(TransformError) -> Value? {
    let values = levels.values
    guard !values.isEmpty else { return nil }
    let best = (1...values.count).filter(isLargeEnough).max { left, right in
      counts[left] != counts[right]
        ? counts[left] < counts[right] : values[right - 1].precedes(values[left - 1])
    }
    guard let best else { throw .tooFewPeople(column: column, k: k ?? 0) }
    return values[best - 1]
  }
}
