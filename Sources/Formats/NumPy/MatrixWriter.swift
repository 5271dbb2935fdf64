import CKernels
package import Columns

/// Writes batches of numbers as the rows of a NumPy array file (`.npy`, version 1.0): 64-bit floats in C order, a row
/// after the other.
///
/// A missing value is NaN; a boolean is 0 or 1; a date is days and a timestamp microseconds since 1970. Integers beyond
/// 2^53 are rounded, as by every step that computes with them.
package struct MatrixWriter: Sendable {
  package init() {}

  /// Whether values of the type are numbers.
  package static func holds(_ type: ColumnType) -> Bool { type != .string && type != .text && type != .category }

  /// What stands before the rows. Source: numpy 2.4, `numpy.lib.format`.
  ///
  /// - Parameters: of the whole array.
  package static func header(rows: Int, columns: Int) -> [UInt8] {
    #if _endian(little)
      let order = "<"
    #else
      let order = ">"
    #endif
    var description = "{'descr': '\(order)f8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    // With the 10 bytes before it and the newline a multiple of 64, so that the rows lie aligned in a mapped file.
    let length = (description.utf8.count + 1 + 10 + 63) / 64 * 64 - 10
    description += String(repeating: " ", count: length - description.utf8.count - 1) + "\n"
    return magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(description.utf8)
  }

  /// The first bytes of every such file.
  package static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The rows of a batch, none of whose columns is text.
  package func rows(_ batch: Batch) -> Buffer<UInt8> {
    precondition(batch.schema.fields.allSatisfy { Self.holds($0.type) }, "a matrix holds numbers")
    var columns = batch.columns.map(\.kernel)
    let rowCount = batch.rowCount
    let output = Buffer<UInt8>(count: rowCount * columns.count * MemoryLayout<Double>.stride) { memory in
      memory.withMemoryRebound(to: Double.self) { numbers in
        guard let base = numbers.baseAddress, !numbers.isEmpty else { return }
        ck_write_matrix(&columns, columns.count, rowCount, base)
      }
    }
    withExtendedLifetime(batch) {}
    return output
  }
}
