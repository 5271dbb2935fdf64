import CKernels
import Columns

/// Makes one column of a chunk, block by block, in two steps: every column reads and judges the block; then every
/// column keeps the rows that none has rejected.
class ColumnBuilder {
  let field: Int
  let isNullable: Bool
  let nulls: NullValues
  /// Number of rows kept.
  final var rows = 0
  /// A byte per row: 1 where there is a value.
  final var present: BufferBuilder<UInt8>
  /// Whether one of them may be 0.
  final var hasMissing = false

  /// `rowLimit` bounds the rows of the chunk; a builder that only checks needs room for one block.
  init(contract: ColumnContract, field: Int, nulls: NullValues, rowLimit: Int) {
    self.field = field
    isNullable = contract.field.isNullable
    self.nulls = nulls
    present = BufferBuilder(capacity: rowLimit)
  }

  func read(_ block: FieldBlock) { fatalError("abstract") }
  func keep(_ block: FieldBlock) { fatalError("abstract") }
  func finish() -> Column { fatalError("abstract") }

  final func finishValidity() -> Bitmap? {
    guard hasMissing else { return nil }
    let flags = present.base
    var ones = 0
    let bits = Buffer<UInt8>(count: (rows + 7) / 8) { ones = ck_pack_bits(flags, rows, $0.baseAddress!) }
    return ones == rows ? nil : Bitmap(bytes: bits, count: rows)
  }

  /// Moves the valid rows of the last block together; it starts at row `rows`.
  @inline(__always)
  final func compact<Value>(_ values: UnsafeMutablePointer<Value>, _ block: FieldBlock) {
    var kept = rows
    for row in 0..<block.rows where block.rules[row] == 0 {
      values[kept] = values[rows + row]
      kept += 1
    }
  }
}

extension ColumnBuilder {
  static func make(
    _ contract: ColumnContract, field: Int, nulls: NullValues, rowLimit: Int
  ) -> ColumnBuilder {
    func fixed<Kernel: FieldKernel>(_ kernel: Kernel) -> ColumnBuilder {
      FixedColumnBuilder(kernel, contract: contract, field: field, nulls: nulls, rowLimit: rowLimit)
    }
    switch contract.field.type {
    case .int: return fixed(IntKernel(contract))
    case .float: return fixed(FloatKernel(contract))
    case .bool: return fixed(BoolKernel())
    case .date: return fixed(DateKernel(order: contract.dateOrder))
    case .timestamp: return fixed(TimestampKernel())
    case .string, .text:
      return StringColumnBuilder(contract: contract, field: field, nulls: nulls, rowLimit: rowLimit)
    case .category:
      return CategoryColumnBuilder(contract: contract, field: field, nulls: nulls, rowLimit: rowLimit)
    }
  }
}
