import TestSupport
import Testing

@testable import Columns

@Suite("Sparse columns")
struct SparseNumbersTests {
  static let ints: [Int64] = [0, 3, 0, 0, 1, 0, 7]
  static let floats: [Double] = [0.5, 0, 0, -2, 0, 0, 0]

  /// Columns of one batch, entered row by row, beside the same column with every slot.
  static func pairs() -> [(sparse: Column, dense: Column)] {
    func columns(_ values: [[Double]], _ type: ColumnType) -> [Column] {
      var builder = SparseColumnsBuilder()
      for row in values[0].indices {
        for column in values.indices { builder.append(values[column][row], column: column) }
        builder.endRow()
      }
      return builder.finish(count: values.count, type: type)
    }
    let none = [Double](repeating: 0, count: ints.count)
    let ones = ints.map { $0 == 0 ? 0.0 : 1 }
    let dense: [Column] = [
      .int(ints), .int(none.map { Int64($0) }), .int(ones.map { Int64($0) }), .float(floats), .float(none),
      .int(ones.map { Int64($0) }),
    ]
    let sparse =
      columns([ints.map { Double($0) }, none, ones], .int) + columns([floats, none], .float) + columns([ones], .int)
    return Array(zip(sparse, dense)).map { ($0, $1) }
  }

  @Test func holdWhatDenseOnesHold() {
    for (sparse, dense) in Self.pairs() {
      #expect(sparse.sparse != nil && dense.sparse == nil)
      #expect(sparse.values == dense.values)
      #expect(sparse.numbers == dense.numbers)
      #expect(sparse.valueType == dense.valueType)
      #expect(sparse.count == dense.count)
      #expect(sparse == dense && dense == sparse)
      #expect(sparse.categories.codes == dense.categories.codes)
      for row in 0..<dense.count { #expect(sparse.text(at: row) == dense.text(at: row)) }
    }
  }

  @Test func areEqualWhereTheirValuesAre() {
    let pairs = Self.pairs()
    for (left, first) in pairs {
      for (right, second) in pairs { #expect((left == right) == (first == second)) }
    }
  }

  @Test(arguments: [[], [6], [0, 1, 4], [6, 5, 4, 3, 2, 1, 0], [1, 1, 0, 1, 3, 3]] as [[Int32]])
  func gather(_ rows: [Int32]) {
    for (sparse, dense) in Self.pairs() {
      let gathered = sparse.gather(Buffer(rows))
      #expect(gathered.sparse != nil)
      #expect(gathered == dense.gather(Buffer(rows)))
    }
  }

  /// An indicator is its rows alone, four bytes each.
  @Test func countTheirOwnEntriesOnly() {
    let rows = Buffer<Int32>([1, 5, 9, 2, 3])
    let indicator = Column(SparseNumbers(count: 1_000_000, rows: rows, entries: .ones, range: 3..<5))
    #expect(indicator.byteCount == 8)
    #expect(indicator.sparse?.nonZeroCount == 2)
    let floats = Buffer<Double>([1, 2, 3, 4, 5])
    #expect(Column(SparseNumbers(count: 10, rows: rows, entries: .floats(floats), range: 0..<3)).byteCount == 36)
  }

  @Test func rowsAreScaledWhileTheyAreMade() {
    var builder = SparseColumnsBuilder()
    builder.append(2, column: 0)
    builder.endRow()
    let first = builder.entryCount
    builder.append(3, column: 1)
    builder.append(4, column: 0)
    builder.scaleCurrentRow(from: first, by: 0.5)
    builder.endRow()
    #expect(builder.finish(count: 2, type: .float) == [.float([2, 2]), .float([0, 1.5])])
  }
}
