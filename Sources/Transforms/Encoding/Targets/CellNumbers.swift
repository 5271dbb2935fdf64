import Columns

/// Numbers the cells category × part: all of them where the number of parts is known, otherwise those that hold rows.
struct CellNumbers: Sendable, Codable {
  /// `nil`: only cells with rows have a number.
  let fixedParts: Int?

  /// Category in the upper, part in the lower half.
  private var seen = WordTable()

  init(parts: Int?) { fixedParts = parts }

  /// Numbers run from 0 to below this, for so many categories.
  func count(categories: Int) -> Int { fixedParts.map { categories * $0 } ?? seen.count }

  /// The cell of every row. `Levels.requireRoom` keeps the numbers below 2^31.
  mutating func cells(_ categories: Buffer<Int32>, _ partOfRow: Buffer<Int32>) -> Buffer<Int32> {
    Buffer(count: categories.count) { memory in
      categories.withUnsafeBufferPointer { categories in
        partOfRow.withUnsafeBufferPointer { partOfRow in
          if let parts = fixedParts {
            let parts = Int32(parts)
            for row in 0..<memory.count { memory[row] = categories[row] &* parts &+ partOfRow[row] }
          } else {
            for row in 0..<memory.count { memory[row] = seen.insert(.pair(categories[row], partOfRow[row])) }
          }
        }
      }
    }
  }

  mutating func cell(category: Int, part: Int) -> Int {
    if let parts = fixedParts { return category * parts + part }
    return Int(seen.insert(.pair(Int32(category), Int32(part))))
  }

  func find(category: Int32, part: Int32) -> Int32? {
    if let parts = fixedParts { return category * Int32(parts) + part }
    return seen.find(.pair(category, part))
  }

  /// Category and part of every cell, in the order of their numbers.
  func places(categories: Int) -> [(category: Int, part: Int)] {
    guard let parts = fixedParts else {
      return seen.words.map { ($0.pair.0, $0.pair.1) }
    }
    var places: [(category: Int, part: Int)] = []
    places.reserveCapacity(categories * parts)
    for category in 0..<categories {
      for part in 0..<parts { places.append((category, part)) }
    }
    return places
  }
}
