import Columns

/// All rows of several columns of numbers, for what cannot be learned in one pass.
struct NumberRows: Sendable, Codable {
  private let names: [String]
  /// A buffer for each column; NaN where a value is missing.
  private var chunks: [[Buffer<Double>]] = []

  init(names: [String]) { self.names = names }

  mutating func update(_ rows: Rows) throws(TransformError) {
    guard rows.count > 0 else { return }
    var chunk: [Buffer<Double>] = []
    for (index, name) in names.enumerated() {
      let numbers = try rows.numbers(of: index, named: name)
      chunk.append(numbers.marking(rows.columns[index].validity))
    }
    chunks.append(chunk)
  }

  mutating func merge(_ other: NumberRows) { chunks += other.chunks }

  /// The columns with their rows in an order that the rows themselves decide, so that whatever is computed of them is
  /// the same to the last bit in any order and chunking of the input.
  var inCanonicalOrder: [Buffer<Double>] {
    let columns = names.indices.map { index in
      Buffer.concatenated(chunks.map { $0[index] })
    }
    let hashes = Self.hashes(columns)
    let rows = RowOrder.scattered(by: hashes) { left, right in
      for column in columns {
        let (a, b) = (column[left].bitPattern, column[right].bitPattern)
        if a != b { return a < b }
      }
      return false
    }
    return columns.map { $0.gather(rows) }
  }

  /// Of each row's bits; no secret, and none is needed, since no result depends on it but by the order of additions
  /// and among equals.
  private static func hashes(_ columns: [Buffer<Double>]) -> Buffer<UInt64> {
    Buffer(count: columns.first?.count ?? 0) { hashes in
      hashes.initialize(repeating: 0)
      for column in columns {
        column.withUnsafeBufferPointer { values in
          for row in 0..<values.count {
            let mixed = (hashes[row] ^ values[row].bitPattern) &* .golden
            hashes[row] = mixed ^ mixed >> 32
          }
        }
      }
    }
  }
}
