import CKernels
import Columns
import Glibc

/// Builds a column of strings: bytes end to end, and offsets.
final class StringColumnBuilder: TextColumnBuilder, ColumnBuilder {
  private var bytes: BufferBuilder<UInt8>
  private var byteCount = 0
  private var offsets: BufferBuilder<Int32>

  override init(contract: ColumnContract, field: Int, nulls: NullValues, rowLimit: Int) {
    bytes = BufferBuilder(capacity: rowLimit * 8)
    offsets = BufferBuilder(capacity: rowLimit + 1)
    offsets.base[0] = 0
    super.init(contract: contract, field: field, nulls: nulls, rowLimit: rowLimit)
  }

  func keep(_ block: FieldBlock) {
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

  func finish() -> Column {
    let validity = finishValidity()
    let (rows, byteCount) = (rows, byteCount)
    let strings = Strings(offsets: offsets.take().finish(count: rows + 1), bytes: bytes.take().finish(count: byteCount))
    return Column(.string(strings), validity: validity)
  }
}
