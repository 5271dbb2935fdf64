import TestSupport
import Testing

@testable import Columns

@Suite("Columns put together and taken apart")
struct ColumnRowsTests {
  /// Thirteen rows of each type, with and without missing values: no border falls on a byte of a bitmap.
  static let columns: [Column] = {
    let texts = ["", "a", "", "äö", "b", "a", "long enough for a few words", "c", "", "日本", "d", "a", "e"]
    let gaps: Set = [0, 3, 4, 8, 12]
    func values<Value>(_ make: (Int) -> Value) -> [[Value?]] {
      [(0..<13).map { make($0) }, (0..<13).map { gaps.contains($0) ? nil : make($0) }]
    }
    var columns = values { Int64($0 * $0 - 7) }.map { Column.int($0) }
    columns += values { Double($0) / 3 }.map { .float($0) } + values { $0 % 3 == 1 }.map { .bool($0) }
    columns += values { Int32($0) - 4 }.map { .date($0) } + values { Int64($0) << 40 }.map { .timestamp($0) }
    columns += values { texts[$0] }.map { .string($0) } + values { texts[$0] }.map { .category($0) }
    columns.append(.string([String?](repeating: nil, count: 13)))
    columns.append(.category([String?](repeating: nil, count: 13)))
    return columns
  }()

  static let ranges = [[0, 13], [0, 1, 13], [0, 0, 5, 13, 13], [0, 8, 13], [0, 3, 6, 7, 12, 13]]

  @Test(arguments: columns.indices, ranges)
  func partsTogetherAreTheWhole(_ index: Int, _ borders: [Int]) throws {
    let column = Self.columns[index]
    let parts = zip(borders, borders.dropFirst()).map { start, end in
      column.gather(Buffer((start..<end).map { Int32($0) }))
    }
    #expect(Self.texts(try Column.concatenated(parts)) == Self.texts(column))
  }

  @Test func dictionariesAreMerged() throws {
    let whole = try Column.concatenated([.category(["b", "a", "b"]), .category([]), .category([nil, "c", "a", "b"])])
    #expect(whole == .category(["b", "a", "b", nil, "c", "a", "b"]))
  }

  @Test func sparseColumnsStaySparse() throws {
    func sparse(_ rows: [Int32], _ entries: SparseNumbers.Entries, count: Int) -> Column {
      Column(SparseNumbers(count: count, rows: Buffer(rows), entries: entries, range: 0..<rows.count))
    }
    let ones = sparse([1, 2], .ones, count: 4), counts = sparse([0], .counts([5]), count: 2)
    for parts in [
      [ones, ones], [ones, counts], [counts, counts],
      [sparse([3], .floats([0.5]), count: 4), sparse([], .floats([]), count: 3)],
    ] {
      let whole = try Column.concatenated(parts)
      #expect(whole.sparse != nil)
      #expect(Self.texts(whole) == parts.flatMap(Self.texts))
    }
    #expect(Self.texts(try Column.concatenated([ones, .int([7, nil])])) == ["0", "1", "1", "0", "7", "."])
    #expect(try ones.gather(optional: [1, 0]).sparse != nil)
    #expect(Self.texts(try ones.gather(optional: [1, -1, 0])) == ["1", ".", "0"])
  }

  /// Of any length, from the middle and the end of the memory, one after the other and not.
  @Test func textsOfAnyLengthAreGathered() throws {
    let texts = (0..<90).map { length in
      String((0..<length).map { Character(UnicodeScalar(UInt8(33 + ($0 + length) % 90))) })
    }
    let forwards = Array(0..<90)
    let orders: [[Int]] = [forwards, forwards.reversed(), (0..<300).map { $0 * 37 % 90 }, [], [89]]
    for order in orders {
      let rows = order.map { $0 % 13 == 5 ? Int32(-1) : Int32($0) }
      let gathered = try Column.string(texts).gather(optional: Buffer(rows))
      #expect(Self.texts(gathered) == rows.map { $0 < 0 ? "." : texts[Int($0)] })
    }
  }

  @Test(arguments: columns.indices)
  func negativePositionsAreMissing(_ index: Int) throws {
    let column = Self.columns[index], texts = Self.texts(column)
    for positions in [[], [12, 0, 0, 3], [-1], [5, 6, 7, -1, 7, 8, 9, 2], Array(0..<13)] as [[Int32]] {
      let gathered = try column.gather(optional: Buffer(positions))
      #expect(Self.texts(gathered) == positions.map { $0 < 0 ? "." : texts[Int($0)] })
      // The slot of a missing value holds 0, whatever made it missing.
      if case .string(let strings) = gathered.values {
        for row in 0..<gathered.count where !gathered.validity.isValid(row) { #expect(strings[row].isEmpty) }
      } else if let numbers = gathered.numbers {
        for row in 0..<gathered.count where !gathered.validity.isValid(row) { #expect(numbers[row] == 0) }
      }
    }
  }

  static func texts(_ column: Column) -> [String] {
    (0..<column.count).map { column.validity.isValid($0) ? column.text(at: $0) : "." }
  }
}
