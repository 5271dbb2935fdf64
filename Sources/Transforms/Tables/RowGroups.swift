import Columns

/// Rows numbered by the group they belong to: rows with equal values in all columns, a missing value equal to a
/// missing one. Groups are numbered in order of first appearance.
struct RowGroups: Sendable {
  /// The group of each row.
  let codes: Buffer<Int32>
  /// The first row of each group.
  let firstRows: Buffer<Int32>
  /// Number of groups.
  var count: Int { firstRows.count }

  /// Groups of `count` rows; without columns they are all of one.
  init(_ columns: [Column], count: Int, _ pool: Pool = Pool(threads: 1)) {
    self.init(stacking: [columns], count: count, pool)
  }

  /// Groups of the rows of several tables one after the other, `count` in all. The columns of one place are of one
  /// type, or all of text.
  init(stacking tables: [[Column]], count: Int, _ pool: Pool = Pool(threads: 1)) {
    var codes = Buffer<Int32>(repeating: 0, count: count)
    var codeCount = 1
    for place in tables[0].indices {
      var levels = Levels(type: tables[0][place].valueType)
      let next = Buffer.concatenated(tables.map { levels.codes(of: $0[place], pool) })
      (codes, codeCount) =
        place == 0 ? (next, levels.count) : Self.combine(codes, codeCount, with: next, levels.count)
    }
    var numbers = [Int32](repeating: -1, count: codeCount)
    var groupCount = 0
    (self.codes, firstRows) = codes.numbered(by: &numbers, count: &groupCount)
  }

  /// Codes that are equal where those of both columns are, below the count that is returned with them.
  private static func combine(
    _ left: Buffer<Int32>, _ leftCount: Int, with right: Buffer<Int32>, _ rightCount: Int
  ) -> (codes: Buffer<Int32>, count: Int) {
    // Both counts are at most 2^31, so their product fits.
    if leftCount * rightCount <= max(1 << 16, 2 * left.count) {
      let width = Int32(rightCount)
      return (zip(left, right) { $0 &* width &+ $1 }, leftCount * rightCount)
    }
    return distinctPairs(GroupMembers(left, count: leftCount), right, rightCount)
  }

  /// A code for each pair of a left code, by which the rows are put together here, and a right one: among the rows of a
  /// left code a right one makes a new pair if it was last seen with another left code. A third of a hash table's time.
  private static func distinctPairs(
    _ left: GroupMembers, _ right: Buffer<Int32>, _ rightCount: Int
  ) -> (codes: Buffer<Int32>, count: Int) {
    var lastLeft = [Int32](repeating: -1, count: rightCount)
    var pairs = [Int32](repeating: 0, count: rightCount)
    var count: Int32 = 0
    let codes = Buffer<Int32>(count: right.count) { memory in
      lastLeft.withUnsafeMutableBufferPointer { lastLeft in
        pairs.withUnsafeMutableBufferPointer { pairs in
          right.withUnsafeBufferPointer { right in
            left.forEach { left, rows in
              for row in rows {
                let code = Int(right[Int(row)])
                if lastLeft[code] != left {
                  lastLeft[code] = left
                  pairs[code] = count
                  count &+= 1
                }
                memory[Int(row)] = pairs[code]
              }
            }
          }
        }
      }
    }
    return (codes, Int(count))
  }

  @inline(__always)
  private static func zip(
    _ left: Buffer<Int32>, _ right: Buffer<Int32>, _ combine: (Int32, Int32) -> Int32
  ) -> Buffer<Int32> {
    Buffer(count: left.count) { memory in
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          for row in 0..<memory.count { memory[row] = combine(left[row], right[row]) }
        }
      }
    }
  }
}

extension Buffer<Int32> {
  /// The codes numbered anew in order of first appearance, and the row where each appears first.
  ///
  /// - Parameters:
  ///   - numbers: by code, those of earlier rows; −1 where none had it.
  ///   - count: how many there are.
  func numbered(by numbers: inout [Int32], count: inout Int) -> (codes: Buffer<Int32>, firstRows: Buffer<Int32>) {
    var firstRows: [Int32] = []
    let numbered = Buffer<Int32>(count: self.count) { memory in
      withUnsafeBufferPointer { codes in
        numbers.withUnsafeMutableBufferPointer { numbers in
          for row in 0..<codes.count {
            let code = Int(codes[row])
            if numbers[code] < 0 {
              numbers[code] = Int32(truncatingIfNeeded: count)
              count += 1
              firstRows.append(Int32(truncatingIfNeeded: row))
            }
            memory[row] = numbers[code]
          }
        }
      }
    }
    return (numbered, Buffer(firstRows))
  }
}
