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
      Buffer(count: chunks.reduce(0) { $0 + $1[index].count }) { memory in
        var start = 0
        for chunk in chunks {
          chunk[index].withUnsafeBufferPointer { _ = memory[start...].initialize(from: $0) }
          start += chunk[index].count
        }
      }
    }
    let hashes = Self.hashes(columns)
    // Half of a hash tells nearly all rows apart.
    let rows = RowOrder.sorted(by: Buffer(hashes.map { $0 >> 32 })) { left, right in
      if hashes[left] != hashes[right] { return hashes[left] < hashes[right] }
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
  private static func hashes(_ columns: [Buffer<Double>]) -> [UInt64] {
    var hashes = [UInt64](repeating: 0, count: columns.first?.count ?? 0)
    for column in columns {
      column.withUnsafeBufferPointer { values in
        for row in 0..<values.count {
          let mixed = (hashes[row] ^ values[row].bitPattern) &* 0x9e37_79b9_7f4a_7c15
          hashes[row] = mixed ^ mixed >> 32
        }
      }
    }
    return hashes
  }
}

extension Buffer<Double> {
  /// The values with one zero, and NaN where the validity bit is clear.
  func marking(_ validity: Bitmap?) -> Buffer<Double> {
    Buffer(count: count) { memory in
      withUnsafeBufferPointer { values in
        for row in 0..<values.count { memory[row] = values[row] + 0 }
      }
      validity?.bytes.withUnsafeBufferPointer { NumberKernels.fillMissing(memory, $0, with: .nan) }
    }
  }
}

extension [Field] {
  /// Refuses columns that are not int or float.
  func requireIntsOrFloats() throws(TransformError) {
    for field in self where !field.type.isNumber {
      throw .wrongType(column: field.name, expected: "int or float", found: field.type)
    }
  }

  /// The columns with every gap filled from the others: float, and as sensitive as the most sensitive of them.
  var imputedFromEachOther: [OutputField] {
    let sensitivity = reduce(Sensitivity.public) { $0.join($1.sensitivity) }
    return enumerated().map { position, field in
      var field = field
      field.type = .float
      field.isNullable = false
      field.sensitivity = sensitivity
      return OutputField(field, replaces: position)
    }
  }
}
