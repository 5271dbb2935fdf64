import CKernels
package import Columns
import Glibc

/// Writes batches as RFC 4180 with lines that end in LF: quotes only where they are needed, a missing value as an empty
/// field, an empty string as `""`, numbers and times as `Column.text(at:)` has them. What a spreadsheet takes for a
/// formula is not changed.
package struct CSVWriter: Sendable {
  private let delimiter: UInt8

  package init(dialect: CSVDialect) { delimiter = dialect.delimiter }

  /// With commas.
  package init() { delimiter = UInt8(ascii: ",") }

  /// The line with the names.
  package func header(_ schema: Schema) -> [UInt8] {
    line(Strings(schema.names))
  }

  /// One line of texts.
  package func line(_ texts: Strings) -> [UInt8] {
    var line: [UInt8] = []
    for index in 0..<texts.count {
      if index > 0 { line.append(delimiter) }
      texts.withBytes(of: index) { append($0, to: &line) }
    }
    line.append(UInt8(ascii: "\n"))
    return line
  }

  private func append(_ text: UnsafeBufferPointer<UInt8>, to line: inout [UInt8]) {
    guard let base = text.baseAddress, !text.isEmpty else {
      line += [UInt8(ascii: "\""), UInt8(ascii: "\"")]
      return
    }
    line += [UInt8](unsafeUninitializedCapacity: 2 * text.count + 2) { memory, count in
      count = ck_csv_write_text(base, text.count, delimiter, memory.baseAddress!)
    }
  }

  /// The rows of a batch, without the header.
  package func rows(_ batch: Batch) -> Buffer<UInt8> {
    let columns = batch.columns.map(\.written)
    // A guess that mostly holds; the loop makes room where it does not.
    var output = BufferBuilder<UInt8>(capacity: columns.reduce(Self.slack) { $0 + $1.byteCount })
    var count = 0
    var row = 0
    let (rowCount, delimiter) = (batch.rowCount, delimiter)
    var kernels = columns.map(\.kernel)
    // Of a few rows clearing the memory of recent texts, 40 KiB a column, is dearer than writing the numbers.
    let floats = kernels.indices.filter { rowCount >= Self.recallingRows && kernels[$0].type == CK_CSV_FLOAT }
    let size = ck_double_texts_size()
    let texts = UnsafeMutableRawBufferPointer.allocate(byteCount: size * floats.count, alignment: 64)
    defer { texts.deallocate() }
    texts.initializeMemory(as: UInt8.self, repeating: 0)
    for (place, column) in floats.enumerated() {
      kernels[column].texts = OpaquePointer(texts.baseAddress! + place * size)
    }
    kernels.withUnsafeMutableBufferPointer { kernels in
      while row < rowCount && !kernels.isEmpty {
        let before = row
        count += ck_csv_write_rows(
          kernels.baseAddress!, kernels.count, &row, rowCount, delimiter, output.base + count,
          output.capacity - count)
        if row < rowCount {
          let needed = row == before ? output.capacity * 2 : output.capacity + Self.slack
          output.reserve(needed, keeping: count)
        }
      }
    }
    withExtendedLifetime(batch) {}
    return output.finish(count: count)
  }

  private static let slack = 1 << 12
  private static let recallingRows = 1 << 11
}

extension Column {
  /// The column as the kernel takes it, and a guess at the size of what is written. The pointers are good as long as
  /// the column lives: a buffer's memory never moves.
  fileprivate var written: (kernel: ck_csv_column, byteCount: Int) {
    if let sparse { return sparse.written }
    var column = ck_csv_column()
    column.validity = validity.map { $0.bytes.withUnsafeBufferPointer { $0.baseAddress! } }
    switch values {
    case .int(let buffer):
      column.type = CK_CSV_INT
      column.values = buffer.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress!) }
    case .float(let buffer):
      column.type = CK_CSV_FLOAT
      column.values = buffer.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress!) }
    case .bool(let bits):
      column.type = CK_CSV_BOOL
      column.values = bits.bytes.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress!) }
    case .date(let buffer):
      column.type = CK_CSV_DATE
      column.values = buffer.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress!) }
    case .timestamp(let buffer):
      column.type = CK_CSV_TIMESTAMP
      column.values = buffer.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress!) }
    case .string(let strings):
      column.type = CK_CSV_STRING
      column.offsets = strings.offsets.withUnsafeBufferPointer { $0.baseAddress! }
      column.bytes = strings.bytes.withUnsafeBufferPointer { $0.baseAddress! }
      return (column, count * 12 + strings.bytes.count)
    case .category(let codes, let dictionary):
      column.type = CK_CSV_CATEGORY
      column.values = codes.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress!) }
      column.offsets = dictionary.offsets.withUnsafeBufferPointer { $0.baseAddress! }
      column.bytes = dictionary.bytes.withUnsafeBufferPointer { $0.baseAddress! }
    }
    return (column, count * 12)
  }
}

extension SparseNumbers {
  fileprivate var written: (kernel: ck_csv_column, byteCount: Int) {
    var column = ck_csv_column()
    let (rows, counts, floats) = pointers
    column.rows = rows
    column.row_count = nonZeroCount
    if let floats {
      column.type = CK_CSV_SPARSE_FLOAT
      column.values = UnsafeRawPointer(floats)
    } else if let counts {
      column.type = CK_CSV_SPARSE_INT
      column.values = UnsafeRawPointer(counts)
    } else {
      column.type = CK_CSV_SPARSE_ONE
    }
    // `0.0,` or `0,` in most rows.
    return (column, count * (floats == nil ? 2 : 4) + nonZeroCount * 20)
  }
}
