import CKernels
import Columns
import Glibc

/// The fields of some records, found but not yet read, and the verdict on each record.
///
/// Small enough for the second-level cache: the columns are read one after the other out of it.
final class FieldBlock {
  /// Fields of a record.
  let width: Int
  let capacity: Int
  var index: ck_csv_index
  /// What the offsets of the index refer to: the chunk, or the decoded text of quoted records.
  private(set) var bytes: UnsafePointer<UInt8>
  /// For each field of the index how it stands in its record (`CK_FIELD_QUOTED` and so on); `nil` where all are plain.
  private(set) var kinds: UnsafeMutablePointer<UInt8>?
  /// Whether a field may hold a NUL byte, and whether all are known to be UTF-8.
  var mayHaveNUL = true
  var isUTF8 = false
  /// Scratch of a byte per row for the kernels.
  let failed: UnsafeMutablePointer<UInt8>
  /// For each row the rule it breaks, or 0, and the field that does.
  private(set) var rules: UnsafeMutablePointer<UInt8>
  private(set) var ruleFields: UnsafeMutablePointer<Int32>
  private(set) var invalidCount = 0

  private let fieldKinds: UnsafeMutablePointer<UInt8>
  private var text: UnsafeMutablePointer<UInt8>
  private var textCapacity = 1 << 16
  private var textCount = 0

  private static let raggedCapacity = 256
  /// A block with more decoded text takes no further record, so that offsets have 32 bits.
  private static let textLimit = 1 << 24

  init(width: Int) {
    self.width = width
    // 16 Ki fields are 64 KiB of offsets; of wide records more, or else reading a column is mostly beginning to.
    capacity = min(max((1 << 14) / width, 64), 4096)
    index = ck_csv_index()
    index.fields = UInt32(width)
    index.row_capacity = UInt32(capacity)
    index.ragged_capacity = UInt32(Self.raggedCapacity)
    index.ends = .allocate(capacity: capacity * width + Int(CK_CSV_SPARE_ENDS))
    index.starts = .allocate(capacity: capacity)
    index.numbers = .allocate(capacity: capacity)
    index.ragged = .allocate(capacity: Self.raggedCapacity)
    failed = .allocate(capacity: capacity)
    rules = .allocate(capacity: capacity)
    ruleFields = .allocate(capacity: capacity)
    fieldKinds = .allocate(capacity: capacity * width)
    text = .allocate(capacity: textCapacity)
    bytes = UnsafePointer(text)
  }

  deinit {
    index.ends.deallocate()
    index.starts.deallocate()
    index.numbers.deallocate()
    index.ragged.deallocate()
    failed.deallocate()
    rules.deallocate()
    ruleFields.deallocate()
    fieldKinds.deallocate()
    text.deallocate()
  }

  var rows: Int { Int(index.rows) }
  /// Whether each field stands in its record as it is, so that kernels can take it for a text without quotes.
  var isPlain: Bool { kinds == nil }
  var isFull: Bool { rows == capacity || textCount > Self.textLimit }

  /// Empties the block, to be filled with fields that lie in `bytes`, or with decoded records.
  func clear(for bytes: UnsafePointer<UInt8>?) {
    index.rows = 0
    index.ragged_count = 0
    textCount = 0
    invalidCount = 0
    self.bytes = bytes ?? UnsafePointer(text)
    kinds = bytes == nil ? fieldKinds : nil
  }

  /// Appends a record of the right width.
  func append(_ reader: QuotedReader) {
    let record = reader.text
    reserve(record.count + 1)
    if let base = record.baseAddress { memcpy(text + textCount, base, record.count) }
    let row = rows
    index.starts[row] = UInt32(textCount)
    index.numbers[row] = index.next_number
    let (ends, quoted) = (reader.ends, reader.quoted)
    for field in 0..<width {
      index.ends[row * width + field] = UInt32(textCount) + ends[field]
      fieldKinds[row * width + field] = quoted[field]
    }
    textCount += record.count + 1
    index.rows += 1
    index.next_number += 1
  }

  /// Appends the object that `reader` has read last.
  func append(_ reader: inout ck_json_reader) {
    reserve(reader.text_size)
    let row = rows
    index.starts[row] = UInt32(textCount)
    index.numbers[row] = index.next_number
    ck_json_store(&reader, text, textCount, index.ends + row * width, fieldKinds + row * width)
    textCount += reader.text_size
    index.rows += 1
    index.next_number += 1
  }

  /// Makes room for decoded text of `added` bytes.
  private func reserve(_ added: Int) {
    let needed = textCount + added + Int(CK_PADDING)
    guard needed > textCapacity else { return }
    let grown = max(needed, textCapacity * 2)
    let bigger = UnsafeMutablePointer<UInt8>.allocate(capacity: grown)
    memcpy(bigger, text, textCount)
    text.deallocate()
    text = bigger
    textCapacity = grown
    bytes = UnsafePointer(text)
  }

  /// Sets every row valid. To be called when the block is filled.
  func clearVerdicts() {
    rules.update(repeating: 0, count: rows)
  }

  /// Notes the rule that a row breaks, unless it has broken one already.
  @inline(__always)
  func reject(_ row: Int, _ rule: InvalidRule, field: Int) {
    guard rules[row] == 0 else { return }
    rules[row] = rule.rawValue
    ruleFields[row] = Int32(truncatingIfNeeded: field)
    invalidCount += 1
  }

  @inline(__always)
  func text(_ row: Int, _ field: Int) -> UnsafeBufferPointer<UInt8> {
    let at = row &* width &+ field
    let start = field == 0 ? index.starts[row] : index.ends[at &- 1] &+ 1
    return UnsafeBufferPointer(start: bytes + Int(start), count: Int(index.ends[at] &- start))
  }

  @inline(__always)
  func isQuoted(_ row: Int, _ field: Int) -> Bool {
    kinds.map { $0[row &* width &+ field] == UInt8(CK_FIELD_QUOTED) } ?? false
  }

  /// Whether the field is a JSON array or object.
  @inline(__always)
  func isNested(_ row: Int, _ field: Int) -> Bool {
    kinds.map { $0[row &* width &+ field] == UInt8(CK_FIELD_NESTED) } ?? false
  }

  /// Whether the field has no value because its record does not name it, and need not.
  @inline(__always)
  func isAbsent(_ row: Int, _ field: Int) -> Bool {
    kinds.map { $0[row &* width &+ field] == UInt8(CK_FIELD_ABSENT) } ?? false
  }

  /// The block as the kernels take it.
  var fields: ck_block_fields {
    ck_block_fields(
      bytes: bytes, starts: index.starts, ends: index.ends, fields: index.fields, rows: index.rows)
  }

  /// The masked fields of a row.
  func masked(_ row: Int) -> Strings {
    var builder = StringsBuilder(rows: width)
    for field in 0..<width { builder.appendMask(of: text(row, field)) }
    return builder.finish()
  }
}

extension StringsBuilder {
  mutating func appendMask(of text: UnsafeBufferPointer<UInt8>) {
    var mask: [UInt8] = []
    FieldMask.append(text, to: &mask)
    append(mask)
  }
}
