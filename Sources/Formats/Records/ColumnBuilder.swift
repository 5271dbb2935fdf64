import CKernels
import Columns

/// Makes one column of a chunk, block by block, in two steps: every column reads and judges the block; then every
/// column keeps the rows that none has rejected.
protocol ColumnBuilder: AnyObject {
  /// The column's position in a record.
  var field: Int { get }
  func read(_ block: FieldBlock)
  func keep(_ block: FieldBlock)
  func finish() -> Column
}

/// What all builders have: which of the rows kept have a value.
class PresenceBuilder {
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

extension ColumnContract {
  /// What builds the column out of a field of each record.
  func builder(field: Int, nulls: NullValues, rowLimit: Int) -> any ColumnBuilder {
    func fixed<Kernel: FieldKernel>(_ kernel: Kernel) -> any ColumnBuilder {
      FixedColumnBuilder(kernel, contract: self, field: field, nulls: nulls, rowLimit: rowLimit)
    }
    switch self.field.type {
    case .int: return fixed(IntKernel(self))
    case .float: return fixed(FloatKernel(self))
    case .bool: return fixed(BoolKernel())
    case .date: return fixed(DateKernel(order: dateOrder))
    case .timestamp: return fixed(TimestampKernel())
    case .string, .text: return StringColumnBuilder(contract: self, field: field, nulls: nulls, rowLimit: rowLimit)
    case .category: return CategoryColumnBuilder(contract: self, field: field, nulls: nulls, rowLimit: rowLimit)
    }
  }
}
