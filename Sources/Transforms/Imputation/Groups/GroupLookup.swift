import Columns

/// The groups that a fitted state names, and the way from a row to its group.
struct GroupLookup: Sendable, Equatable {
  /// The canonical texts of each group's values, by group.
  let keys: [[String]]
  private let lookups: [CategoryLookup]
  private let pairs: [WordTable]

  /// Groups of `columns` columns, each once.
  init(_ keys: [[String]], columns: Int) throws(TransformError) {
    self.keys = keys
    let tables = (0..<columns).map { column in
      var table = StringTable()
      for key in keys { _ = table.insert(key[column]) }
      return table
    }
    lookups = tables.map { CategoryLookup($0.dictionary.array) }
    var pairs = (1..<max(columns, 1)).map { _ in WordTable() }
    for (group, key) in keys.enumerated() {
      var code = tables[0].find(key[0])!  // was inserted above
      for position in pairs.indices {
        code = pairs[position].insert(.pair(code, tables[position + 1].find(key[position + 1])!))
      }
      guard code == group else { throw .badState(problem: "a group occurs twice") }
    }
    self.pairs = pairs
  }

  /// The group of each row; `keys.count` for a row that is in none of them.
  func groups(of values: [Column]) -> Buffer<Int32> {
    let none = Int32(keys.count)
    var codes = known(lookups[0].codes(of: values[0]))
    for position in pairs.indices {
      let next = known(lookups[position + 1].codes(of: values[position + 1]))
      codes = Buffer(count: codes.count) { memory in
        codes.withUnsafeBufferPointer { codes in
          next.withUnsafeBufferPointer { next in
            for row in 0..<codes.count {
              memory[row] =
                codes[row] < 0 || next[row] < 0 ? -1 : pairs[position].find(.pair(codes[row], next[row])) ?? -1
            }
          }
        }
      }
    }
    return codes.map { $0 < 0 ? none : $0 }
  }

  /// Codes from 0, below 0 for what is unknown or missing.
  private func known(_ codes: Buffer<Int32>) -> Buffer<Int32> { codes.map { $0 &- Int32(CategoryLookup.first) } }

  static func == (left: Self, right: Self) -> Bool { left.keys == right.keys }
}
