import CKernels
import Columns
import Glibc

/// What columns of strings and of categories have in common: judging texts. Nothing is trimmed; a quoted empty text is
/// an empty string.
class TextColumnBuilder: ColumnBuilder {
  private let allowed: StringTable?
  private let mayHaveNUL: Bool
  private let isASCII: Bool
  /// A byte per row of the block: whether its text is a value.
  private var hasText: BufferBuilder<UInt8>

  init(contract: ColumnContract, field: Int, nulls: NullValues, rowLimit: Int, survey: ck_csv_survey) {
    allowed = contract.allowedValues.map { StringTable(Strings($0)) }
    mayHaveNUL = survey.has_nul
    isASCII = survey.is_ascii
    hasText = BufferBuilder(capacity: 0)
    super.init(contract: contract, field: field, nulls: nulls, rowLimit: rowLimit)
  }

  final override func read(_ block: FieldBlock) {
    hasText.reserve(block.rows, keeping: 0)
    let hasText = hasText.base
    for row in 0..<block.rows {
      let text = block.text(row, field)
      let isMissing = nulls.contain(text) && !block.isQuoted(row, field)
      hasText[row] = isMissing ? 0 : 1
      if isMissing && !isNullable { block.reject(row, .missing, field: field) }
    }
    if mayHaveNUL {
      for row in 0..<block.rows where block.text(row, field).contains(0) {
        block.reject(row, .nulByte, field: field)
      }
    }
    if !isASCII {
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

final class StringColumnBuilder: TextColumnBuilder {
  private var bytes: BufferBuilder<UInt8>
  private var byteCount = 0
  private var offsets: BufferBuilder<Int32>

  override init(contract: ColumnContract, field: Int, nulls: NullValues, rowLimit: Int, survey: ck_csv_survey) {
    bytes = BufferBuilder(capacity: rowLimit * 8)
    offsets = BufferBuilder(capacity: rowLimit + 1)
    offsets.base[0] = 0
    super.init(contract: contract, field: field, nulls: nulls, rowLimit: rowLimit, survey: survey)
  }

  override func keep(_ block: FieldBlock) {
    var needed = byteCount + Int(CK_PADDING)
    for row in 0..<block.rows { needed += block.text(row, field).count }
    bytes.reserve(needed, keeping: byteCount)
    let bytes = bytes.base
    let offsets = offsets.base + 1
    var end = byteCount
    forEachKept(block) { text in
      // Sixteen bytes at once are faster than counting; both sides have the room.
      if text.count <= 16 {
        memcpy(bytes + end, text.baseAddress!, 16)
      } else {
        memcpy(bytes + end, text.baseAddress!, text.count)
      }
      end &+= text.count
      offsets[rows] = Int32(truncatingIfNeeded: end)
    } skip: {
      offsets[rows] = Int32(truncatingIfNeeded: end)
    }
    byteCount = end
  }

  override func finish() -> Column {
    let validity = finishValidity()
    let (rows, byteCount) = (rows, byteCount)
    let strings = Strings(offsets: offsets.take().finish(count: rows + 1), bytes: bytes.take().finish(count: byteCount))
    return Column(.string(strings), validity: validity)
  }
}

final class CategoryColumnBuilder: TextColumnBuilder {
  private var codes: BufferBuilder<Int32>
  private var table = StringTable()

  override init(contract: ColumnContract, field: Int, nulls: NullValues, rowLimit: Int, survey: ck_csv_survey) {
    codes = BufferBuilder(capacity: rowLimit)
    super.init(contract: contract, field: field, nulls: nulls, rowLimit: rowLimit, survey: survey)
  }

  override func keep(_ block: FieldBlock) {
    let codes = codes.base
    forEachKept(block) { text in
      codes[rows] = table.insert(text)
    } skip: {
      codes[rows] = 0
    }
  }

  override func finish() -> Column {
    let validity = finishValidity()
    let count = rows
    return Column(.category(codes: codes.take().finish(count: count), dictionary: table.dictionary), validity: validity)
  }
}
