import Columns

/// The groups that rows form by equal values in one or more columns, numbered from 1 in order of first appearance; a
/// row with a missing value in any of the columns is in none, 0, as in a group-by of pandas.
///
/// Two columns' codes make a pair, the pair's code and the third column's the next, and so on.
struct GroupLevels: Sendable, Codable {
  private var columns: [Levels]
  /// One for each column but the first.
  private var pairs: [WordTable]

  init(types: [ColumnType]) {
    columns = types.map { Levels(type: $0) }
    pairs = types.dropFirst().map { _ in WordTable() }
  }

  /// Groups so far, and one for rows without.
  var count: Int { pairs.last.map { $0.count + 1 } ?? columns[0].count }

  mutating func codes(of values: [Column]) -> Buffer<Int32> {
    var codes = columns[0].codes(of: values[0])
    for position in pairs.indices {
      let next = columns[position + 1].codes(of: values[position + 1])
      codes = Buffer(count: codes.count) { memory in
        codes.withUnsafeBufferPointer { codes in
          next.withUnsafeBufferPointer { next in
            for row in 0..<codes.count {
              memory[row] =
                codes[row] == 0 || next[row] == 0 ? 0 : pairs[position].insert(.pair(codes[row], next[row])) + 1
            }
          }
        }
      }
    }
    return codes
  }

  /// Adds the groups of `other`; returns the code here of each of its codes.
  mutating func merge(_ other: GroupLevels, column: String) throws(TransformError) -> [Int] {
    var codes = columns[0].merge(other.columns[0])
    try columns[0].requireRoom(column: column)
    for position in pairs.indices {
      let next = columns[position + 1].merge(other.columns[position + 1])
      try columns[position + 1].requireRoom(column: column)
      codes =
        [0]
        + other.pairs[position].words.map { word in
          let pair = word.pair
          return Int(pairs[position].insert(.pair(Int32(codes[pair.0]), Int32(next[pair.1])))) + 1
        }
      guard pairs[position].count < 1 << 24 else {
        throw .unfittable(column: column, problem: "makes too many groups")
      }
    }
    return codes
  }

  /// The canonical texts of each group's values, those of group c at c − 1.
  var keys: [[String]] {
    var keys = columns[0].names.map { [$0] }
    for (position, table) in pairs.enumerated() {
      let names = columns[position + 1].names
      keys = table.words.map { word in keys[word.pair.0 - 1] + [names[word.pair.1 - 1]] }
    }
    return keys
  }
}
