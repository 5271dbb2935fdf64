import CKernels
import Columns

/// Builds a dictionary-encoded column. A text of up to 8 bytes is a number, which a kernel finds among those it has met
/// without comparing bytes; what it does not find goes into the table of strings, once.
final class CategoryColumnBuilder: TextColumnBuilder, ColumnBuilder {
  private var codes: BufferBuilder<Int32>
  private var table = StringTable()
  /// The codes of texts of up to 8 bytes, in a table at most half full.
  private var short: ck_word_codes
  private var shortCount = 0

  /// 512 KiB: with more distinct texts the kernel would wait for memory.
  private static let placeLimit = 1 << 15
  /// Differs between processes, so that nobody can craft colliding input; no result depends on it.
  private static let processSeed = UInt64.random(in: .min ... .max)

  override init(contract: ColumnContract, field: Int, nulls: NullValues, rowLimit: Int) {
    codes = BufferBuilder(capacity: rowLimit)
    short = Self.table(places: 1 << 8)
    super.init(contract: contract, field: field, nulls: nulls, rowLimit: rowLimit)
  }

  deinit { short.entries.deallocate() }

  func keep(_ block: FieldBlock) {
    guard block.invalidCount == 0, block.isPlain else { return keepOneByOne(block) }
    let codes = codes.base + rows
    let hasText = keepAll(block)
    var fields = block.fields
    var row = ck_code_texts(&fields, UInt32(field), hasText, &short, 0, codes)
    while Int(row) < block.rows {
      let text = block.text(Int(row), field)
      let code = table.insert(text)
      codes[Int(row)] = code
      enter(ck_text_word(text.baseAddress!, text.count), code)
      row = ck_code_texts(&fields, UInt32(field), hasText, &short, row + 1, codes)
    }
  }

  private func keepOneByOne(_ block: FieldBlock) {
    let codes = codes.base
    forEachKept(block) { text in
      codes[rows] = table.insert(text)
    } skip: {
      codes[rows] = 0
    }
  }

  /// Lets the kernel find a text that it has not found; 0 is the word of one that it never does.
  private func enter(_ word: UInt64, _ code: Int32) {
    guard word != 0, shortCount < Self.placeLimit / 2 else { return }
    if (shortCount + 1) * 2 > short.mask + 1 { grow() }
    ck_enter_word(&short, word, code)
    shortCount += 1
  }

  private func grow() {
    var larger = Self.table(places: (short.mask + 1) * 2)
    for place in 0...short.mask where short.entries[place].word != 0 {
      ck_enter_word(&larger, short.entries[place].word, short.entries[place].code)
    }
    short.entries.deallocate()
    short = larger
  }

  private static func table(places: Int) -> ck_word_codes {
    let entries = UnsafeMutablePointer<ck_word_code>.allocate(capacity: places)
    entries.initialize(repeating: ck_word_code(), count: places)
    return ck_word_codes(entries: entries, mask: places - 1, seed: processSeed)
  }

  func finish() -> Column {
    let validity = finishValidity()
    let count = rows
    return Column(
      .category(codes: codes.take().finish(count: count), dictionary: table.dictionary), validity: validity)
  }
}
