import Columns

/// What a strategy of `group_imputer` needs of one column, group by group; group 0 is that of rows without.
enum GroupValues: Sendable, Codable {
  case means(GroupMeans)
  case medians(GroupMedians)
  case modes(GroupModes)

  /// Leaves nothing behind, so that what is taken out is updated in place.
  private static var nothing: GroupValues { .means(GroupMeans(k: nil)) }

  mutating func update(
    _ rows: Rows, _ index: Int, named name: String, _ groups: Buffer<Int32>, count: Int
  ) throws(TransformError) {
    let column = rows.columns[index]
    let present = groups.cleared(where: column.validity, 0)
    let own = self
    self = Self.nothing
    switch own {
    case .means(var means):
      means.update(try rows.numbers(of: index, named: name), present, people: rows.people, count: count)
      self = .means(means)
    case .medians(var medians):
      medians.update(try rows.numbers(of: index, named: name), present, people: rows.people)
      self = .medians(medians)
    case .modes(var modes):
      try rows.requireFinite(column, named: name)
      modes.update(column, present, people: rows.people)
      self = .modes(modes)
    }
  }

  /// `groups` tells the group here of each group there.
  mutating func merge(
    _ other: GroupValues, groups: [Int], count: Int, column: String
  ) throws(TransformError) {
    let own = self
    self = Self.nothing
    switch (own, other) {
    case (.means(var means), .means(let other)):
      means.merge(other, groups: groups, count: count)
      self = .means(means)
    case (.medians(var medians), .medians(let other)):
      medians.merge(other, groups: groups)
      self = .medians(medians)
    case (.modes(var modes), .modes(let other)):
      try modes.merge(other, groups: groups, column: column)
      self = .modes(modes)
    default: preconditionFailure("statistics of one transformer are merged")
    }
  }

  /// What is filled in for each group, `nil` where it has fewer than `size` values or people.
  func fills(count: Int, size: Int) -> [Value?] {
    switch self {
    case .means(let means): means.fills(count: count, size: size)
    case .medians(let medians): medians.fills(count: count, size: size)
    case .modes(let modes): modes.fills(count: count, size: size)
    }
  }
}

/// Means by group: the sums of a chunk, then the means merged.
struct GroupMeans: Sendable, Codable {
  private var counts: [Int] = []
  private var means: [Double] = []
  private var crowds: Crowds

  init(k: Int?) { crowds = Crowds(k: k) }

  mutating func update(_ values: Buffer<Double>, _ groups: Buffer<Int32>, people: Buffer<UInt64>?, count: Int) {
    var sums = [Double](repeating: 0, count: count)
    var rows = [Int](repeating: 0, count: count)
    sums.withUnsafeMutableBufferPointer { sums in
      rows.withUnsafeMutableBufferPointer { rows in
        values.withUnsafeBufferPointer { values in
          groups.withUnsafeBufferPointer { groups in
            for row in 0..<values.count {
              sums[Int(groups[row])] += values[row]
              rows[Int(groups[row])] &+= 1
            }
          }
        }
      }
    }
    grow(to: count)
    for group in 0..<count where rows[group] > 0 { add(sums[group] / Double(rows[group]), of: rows[group], to: group) }
    crowds.insert(people, into: groups)
  }

  mutating func merge(_ other: GroupMeans, groups: [Int], count: Int) {
    grow(to: count)
    for group in other.counts.indices where other.counts[group] > 0 {
      add(other.means[group], of: other.counts[group], to: groups[group])
      crowds.merge(other.crowds, group: group, into: groups[group])
    }
  }

  private mutating func add(_ mean: Double, of rows: Int, to group: Int) {
    counts[group] += rows
    means[group] += (mean - means[group]) * (Double(rows) / Double(counts[group]))
  }

  private mutating func grow(to count: Int) {
    counts.append(contentsOf: repeatElement(0, count: max(0, count - counts.count)))
    means.append(contentsOf: repeatElement(0, count: max(0, count - means.count)))
    crowds.grow(to: count)
  }

  fileprivate func fills(count: Int, size: Int) -> [Value?] {
    (0..<count).map { group in
      guard group < counts.count, counts[group] >= max(size, 1), crowds.isLargeEnough(group), means[group].isFinite
      else { return nil }
      return .float(means[group])
    }
  }
}

/// How many rows of each group have each value.
struct GroupModes: Sendable, Codable {
  private var levels: Levels
  /// Pairs of a group and a level.
  private var cells = WordTable()
  /// By code of `cells`.
  private var counts: [Int64] = []
  private var crowds: Crowds

  init(type: ColumnType, k: Int?) {
    levels = Levels(type: type)
    crowds = Crowds(k: k)
  }

  mutating func update(_ column: Column, _ groups: Buffer<Int32>, people: Buffer<UInt64>?) {
    let values = levels.codes(of: column)
    let codes = Buffer<Int32>(count: groups.count) { memory in
      groups.withUnsafeBufferPointer { groups in
        values.withUnsafeBufferPointer { values in
          for row in 0..<groups.count { memory[row] = cells.insert(.pair(groups[row], values[row])) }
        }
      }
    }
    grow()
    codes.withUnsafeBufferPointer { codes in for code in codes { counts[Int(code)] &+= 1 } }
    crowds.insert(people, into: codes)
  }

  mutating func merge(_ other: GroupModes, groups: [Int], column: String) throws(TransformError) {
    let values = levels.merge(other.levels)
    try levels.requireRoom(column: column)
    for (code, word) in other.cells.words.enumerated() {
      let (group, value) = word.pair
      let cell = Int(cells.insert(.pair(Int32(groups[group]), Int32(values[value]))))
      grow()
      counts[cell] += other.counts[code]
      crowds.merge(other.crowds, group: code, into: cell)
    }
  }

  private mutating func grow() {
    counts.append(contentsOf: repeatElement(0, count: cells.count - counts.count))
    crowds.grow(to: cells.count)
  }

  fileprivate func fills(count: Int, size: Int) -> [Value?] {
    let values = levels.values
    var rows = [Int64](repeating: 0, count: count)
    var best = [(count: Int64, value: Int)?](repeating: nil, count: count)
    for (code, word) in cells.words.enumerated() {
      let (group, level) = word.pair
      guard group != 0, level != Int(Levels.missing) else { continue }
      rows[group] += counts[code]
      guard crowds.isLargeEnough(code) else { continue }
      if let known = best[group],
        known.count > counts[code]
          || known.count == counts[code] && values[known.value].precedes(values[level - 1])
      {
        continue
      }
      best[group] = (counts[code], level - 1)
    }
    return (0..<count).map { group in rows[group] >= size ? best[group].map { values[$0.value] } : nil }
  }
}
