import Columns
import TestSupport
import Testing

@testable import Transforms

/// Groups of rows against a dictionary of their keys.
@Suite struct RowGroupsTests {
  /// By the number of values of each column: pairs that a table of all of them holds, and pairs that are too many.
  @Test(
    arguments: [[7], [20, 30], [900, 1200], [40, 2000, 30], [3, 1, 2000, 700]] as [[UInt64]], [nil, 10] as [UInt64?])
  func equalKeysAreOneGroup(_ sizes: [UInt64], _ missing: UInt64?) {
    var generator = SeededGenerator(seed: 11)
    let columns = sizes.map { size in
      (0..<3000).map { _ -> Int64? in
        let isMissing = missing.map { generator.next() % $0 == 0 } ?? false
        return isMissing ? nil : Int64(generator.next() % size) - 5
      }
    }
    let groups = RowGroups(columns.map { .int($0) }, count: 3000)
    var numbers: [[Int64?]: Int32] = [:]
    var firstRows: [Int32] = []
    let codes = (0..<3000).map { row -> Int32 in
      let key = columns.map { $0[row] }
      if numbers[key] == nil {
        numbers[key] = Int32(firstRows.count)
        firstRows.append(Int32(row))
      }
      return numbers[key]!
    }
    #expect(groups.codes.array == codes, "seed 11")
    #expect(groups.firstRows.array == firstRows, "seed 11")
  }
}
