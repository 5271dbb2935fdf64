import CKernels
import Columns

/// What columns of strings and of categories have in common: judging texts. Nothing is trimmed; a quoted empty text is
/// an empty string.
class TextColumnBuilder: PresenceBuilder {
  private let allowed: StringTable?
  /// Whether a JSON array or object is a value: its text.
  private let takesNested: Bool
  /// A byte per row of the block: whether its text is a value.
  private var hasText: BufferBuilder<UInt8>

  override init(contract: ColumnContract, field: Int, nulls: NullValues, rowLimit: Int) {
    allowed = contract.allowedValues.map { StringTable(Strings($0)) }
    takesNested = contract.field.type != .category
    hasText = BufferBuilder(capacity: 0)
    super.init(contract: contract, field: field, nulls: nulls, rowLimit: rowLimit)
  }

  final func read(_ block: FieldBlock) {
    hasText.reserve(block.rows, keeping: 0)
    let hasText = hasText.base
    if block.isPlain, !block.mayHaveNUL, let missing = nulls.mark(block, field, hasText) {
      hasMissing = hasMissing || missing > 0
      if missing > 0 && !isNullable {
        for row in 0..<block.rows where hasText[row] == 0 { block.reject(row, .missing, field: field) }
      }
    } else {
      hasMissing = true
      for row in 0..<block.rows {
        let text = block.text(row, field)
        let isMissing = nulls.contain(text) && !block.isQuoted(row, field)
        hasText[row] = isMissing ? 0 : 1
        if isMissing && !isNullable && !block.isAbsent(row, field) { block.reject(row, .missing, field: field) }
      }
    }
    if !takesNested && block.kinds != nil {
      for row in 0..<block.rows where block.isNested(row, field) { block.reject(row, .wrongType, field: field) }
    }
    if block.mayHaveNUL {
      for row in 0..<block.rows where block.text(row, field).contains(0) {
        block.reject(row, .nulByte, field: field)
      }
    }
    if !block.isUTF8 {
      for row in 0..<block.rows {
        let text = block.text(row, field)
        if !ck_is_utf8(text.baseAddress!, text.count) { block.reject(row, .badUTF8, field: field) }
      }
    }
    if let allowed {
      for row in 0..<block.rows where hasText[row] != 0 && allowed.find(block.text(row, field)) == nil {
        block.reject(row, .notAllowed, field: field)
      }
    }
  }

  /// Takes over which rows have a text of a block whose rows are all valid; lends their flags.
  final func keepAll(_ block: FieldBlock) -> UnsafePointer<UInt8> {
    (present.base + rows).update(from: hasText.base, count: block.rows)
    rows += block.rows
    return UnsafePointer(hasText.base)
  }

  /// Calls `append` with the valid rows of the block that have a text, and `skip` for those that have none.
  @inline(__always)
  final func forEachKept(
    _ block: FieldBlock, append: (UnsafeBufferPointer<UInt8>) -> Void, skip: () -> Void
  ) {
    let hasText = hasText.base
    let present = present.base
    for row in 0..<block.rows where block.rules[row] == 0 {
      present[rows] = hasText[row]
      if hasText[row] != 0 { append(block.text(row, field)) } else { skip() }
      rows &+= 1
    }
  }
}
