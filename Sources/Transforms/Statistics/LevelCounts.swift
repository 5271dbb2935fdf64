import Columns

/// How many rows have each value of a column and, where k is set, whether at least k people have it.
struct LevelCounts: Sendable {
  private let k: Int?
  private var levels: Levels
  /// By code.
  private var counts: [Int] = []
  private var crowds: [Crowd] = []

  init(type: ColumnType, k: Int?) {
    self.k = k
    levels = Levels(type: type)
  }

  mutating func update(_ column: Column, _ rows: Rows) {
    let codes = levels.codes(of: column)
    grow()
    codes.withUnsafeBufferPointer { codes in
      counts.withUnsafeMutableBufferPointer { counts in
        for code in codes where code >= 0 { counts[Int(code)] &+= 1 }
      }
      guard k != nil else { return }
      rows.crowd.withUnsafeBufferPointer { people in
        for row in 0..<codes.count where codes[row] >= 0 { crowds[Int(codes[row])].insert(people[row]) }
      }
    }
  }

  mutating func merge(_ other: LevelCounts) {
    let own = levels.merge(other.levels)
    grow()
    for (code, target) in own.enumerated() where code < other.counts.count {
      counts[target] += other.counts[code]
      if k != nil { crowds[target].merge(other.crowds[code]) }
    }
  }

  /// The value of most rows, the smallest of several, among those of at least k people; `nil` for a column without a
  /// value.
  func mostFrequent(column: String) throws(TransformError) -> Value? {
    guard counts.contains(where: { $0 > 0 }) else { return nil }
    let candidates = counts.indices.filter { counts[$0] > 0 && (k == nil || crowds[$0].isLargeEnough) }
    let values = levels.values
    let best = candidates.max { left, right in
      counts[left] != counts[right] ? counts[left] < counts[right] : values[right].precedes(values[left])
    }
    guard let best else { throw .tooFewPeople(column: column, k: k ?? 0) }
    return values[best]
  }

  private mutating func grow() {
    let added = levels.count - counts.count
    counts.append(contentsOf: repeatElement(0, count: added))
    if let k { crowds.append(contentsOf: repeatElement(Crowd(k: k), count: added)) }
  }
}
