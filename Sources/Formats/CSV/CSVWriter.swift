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
    var columns = batch.columns.map(\.kernel)
    let rowCount = batch.rowCount
    guard rowCount > 0, !columns.isEmpty else { return [] }
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: ck_csv_cells_size(columns, columns.count, rowCount), alignment: 64)
    defer { memory.deallocate() }
    var output = BufferBuilder<UInt8>(capacity: max(Self.firstCells, columns.count) * Self.cell)
    var count = 0
    var row = 0
    columns.withUnsafeMutableBufferPointer { columns in
      let cells = ck_csv_cells_in(memory, columns.baseAddress, columns.count, rowCount, delimiter)
      while row < rowCount {
        count += ck_csv_write_rows(
          cells, columns.baseAddress, columns.count, &row, rowCount, output.base + count, output.capacity - count)
        guard row < rowCount else { break }
        // What is left takes about what the rows before it took; a little more is cheaper than to move all of it.
        let expected = row == 0 ? 0 : (rowCount - row) * count / row * 17 / 16
        output.reserve(
          max(count + expected + 2 * columns.count * Self.cell, output.capacity + output.capacity / 8), keeping: count)
      }
    }
    withExtendedLifetime(batch) {}
    return output.finish(count: count)
  }

  /// Room that the kernel asks for before it writes a field.
  private static let cell = 32
  /// Fields that tell how long the others are.
  private static let firstCells = 1 << 14
}
