import CKernels
import Columns

/// Builds a dictionary-encoded column. Texts of up to 8 bytes that were seen lately are found by one comparison of
/// words, in a small direct-mapped cache before the table; measured: flights, 4 of 19 columns, at 555 instead of 440 MB/s.
final class CategoryColumnBuilder: TextColumnBuilder {
  private var codes: BufferBuilder<Int32>
  private var table = StringTable()
  /// The bytes of a text, shifted up so that its last is the highest; 0 for an empty slot. No two texts share a word,
  /// because none that is kept holds a NUL byte.
  private var cachedWords: BufferBuilder<UInt64>
  private var cachedCodes: BufferBuilder<Int32>

  private static let cacheBits: UInt64 = 10

  override init(contract: ColumnContract, field: Int, nulls: NullValues, rowLimit: Int) {
    codes = BufferBuilder(capacity: rowLimit)
    cachedWords = BufferBuilder(capacity: 1 << Self.cacheBits)
    cachedWords.base.update(repeating: 0, count: 1 << Self.cacheBits)
    cachedCodes = BufferBuilder(capacity: 1 << Self.cacheBits)
    super.init(contract: contract, field: field, nulls: nulls, rowLimit: rowLimit)
  }

  override func keep(_ block: FieldBlock) {
    let codes = codes.base
    let words = cachedWords.base
    let recent = cachedCodes.base
    forEachKept(block) { text in
      guard (1...8).contains(text.count) else {
        codes[rows] = table.insert(text)
        return
      }
      let loaded = UInt64(littleEndian: UnsafeRawPointer(text.baseAddress!).loadUnaligned(as: UInt64.self))
      let word = loaded << UInt64(truncatingIfNeeded: 64 &- 8 &* text.count)
      let slot = Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> (64 - Self.cacheBits))
      if words[slot] != word {
        words[slot] = word
        recent[slot] = table.insert(text)
      }
      codes[rows] = recent[slot]
    } skip: {
      codes[rows] = 0
    }
  }

  override func finish() -> Column {
    let validity = finishValidity()
    let count = rows
    return Column(
      .category(codes: codes.take().finish(count: count), dictionary: table.dictionary), validity: validity)
  }
}
