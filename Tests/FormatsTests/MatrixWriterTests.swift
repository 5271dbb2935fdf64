import Columns
import Formats
import Testing

@Suite struct MatrixWriterTests {
  static func numbers(_ columns: [Column], types: [ColumnType]) -> [Double] {
    let schema = Schema(zip("abcdefgh", types).map { Field(name: String($0), type: $1) })
    return MatrixWriter().rows(Batch(schema: schema, columns: columns)).withUnsafeBufferPointer { bytes in
      (0..<bytes.count / 8).map {
        UnsafeRawPointer(bytes.baseAddress!).loadUnaligned(fromByteOffset: $0 * 8, as: Double.self)
      }
    }
  }

  @Test func everyTypeRowByRow() {
    let values = Self.numbers(
      [.int([-7, nil]), .float([nil, 0.5]), .bool([true, false]), .date([3, nil]), .timestamp([-1, 2])],
      types: [.int, .float, .bool, .date, .timestamp])
    #expect(values.map { $0.isNaN ? nil : $0 } == [-7, nil, 1, 3, -1, nil, 0.5, 0, nil, 2])
  }

  /// More rows than are written at once, and sparse columns beside dense ones.
  @Test func sparseColumns() {
    let count = 1000
    var builder = SparseColumnsBuilder(), floats = SparseColumnsBuilder()
    for row in 0..<count {
      if row % 5 == 2 { builder.append(Double(row), column: 1) }
      if row % 3 == 0 { floats.append(-Double(row) / 8, column: 0) }
      builder.endRow()
      floats.endRow()
    }
    let ones = Column(SparseNumbers(count: count, rows: [4, 0, 1, 999], entries: .ones, range: 1..<4))
    let sparse = builder.finish(count: 2, type: .int) + floats.finish(count: 1, type: .float) + [ones]
    let types: [ColumnType] = [.int, .int, .float, .int]
    #expect(Self.numbers(sparse, types: types) == Self.numbers(sparse.map { Column($0.values) }, types: types))
    #expect(Self.numbers([ones], types: [.int]).enumerated().filter { $0.element == 1 }.map(\.offset) == [0, 1, 999])
  }

  @Test(arguments: [(0, 1), (3_367_760, 33), (1, 100_000)]) func header(_ rows: Int, _ columns: Int) {
    let header = MatrixWriter.header(rows: rows, columns: columns)
    let text = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    #expect(header.count % 64 == 0 && Int(header[8]) + 256 * Int(header[9]) == header.count - 10)
    #expect(header.starts(with: MatrixWriter.magic + [1, 0]))
    #expect(String(decoding: header[10...], as: UTF8.self) == text.padded(to: header.count - 11) + "\n")
  }
}

extension String {
  fileprivate func padded(to count: Int) -> String { self + String(repeating: " ", count: count - utf8.count) }
}
