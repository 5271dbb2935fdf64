import CCSV
import CKernels
import Columns
import Glibc

/// libcsv, one record at a time: the way through every stretch that holds a quote.
///
/// libcsv is fed separator by separator, so that between two calls its state tells what its callbacks don't: whether
/// the field is quoted and where its raw text lies. It is told not to trim spaces. It reads quotes leniently; what RFC
/// 4180 does not allow is found by comparing raw and decoded lengths (`badField`).
final class QuotedReader {
  private let parser: UnsafeMutablePointer<csv_parser>
  private let record: UnsafeMutablePointer<QuotedRecord>
  private let delimiter: UInt8
  private let fieldLimit: Int

  /// Whether the last `next` came to the end of a record; if not, the properties tell of its beginning.
  private(set) var hasRecord = false
  /// Where the record starts and ends, the terminator not included.
  private(set) var start = 0
  private(set) var end = 0
  /// Whether the text ended within a quoted field.
  private(set) var isOpen = false
  /// The first field whose quotes break RFC 4180.
  private(set) var badField: Int?
  /// The first field above the limit.
  private(set) var largeField: Int?

  init(delimiter: UInt8, fieldLimit: Int) {
    self.delimiter = delimiter
    self.fieldLimit = fieldLimit
    parser = .allocate(capacity: 1)
    parser.initialize(to: csv_parser())
    // Fails for a null pointer only.
    _ = csv_init(parser, 0)
    csv_set_delim(parser, delimiter)
    csv_set_space_func(parser) { _ in 0 }
    // The default grows the buffer by 128 bytes at a time.
    csv_set_blk_size(parser, 1 << 16)
    record = .allocate(capacity: 1)
    record.initialize(to: QuotedRecord())
  }

  deinit {
    csv_free(parser)
    parser.deallocate()
    record.deinitialize(count: 1)
    record.deallocate()
  }

  var fieldCount: Int { record.pointee.ends.count }

  /// The decoded bytes of a field; valid until the next call of `next`. `CK_PADDING` more can be read.
  func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let start = index == 0 ? 0 : Int(record.pointee.ends[index - 1]) + 1
    return UnsafeBufferPointer(
      start: record.pointee.text + start, count: Int(record.pointee.ends[index]) - start)
  }

  /// The decoded text of the record: fields with one byte between each two.
  var text: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: record.pointee.text, count: record.pointee.count)
  }
  var ends: [UInt32] { record.pointee.ends }
  var quoted: [UInt8] { record.pointee.quoted }

  /// Reads the first record of `from ..< to`, blank lines skipped, and returns the offset after it; `to` if there is no
  /// whole one. `atEnd` says that the text ends at `to`, which ends the record, too.
  func next(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int, atEnd: Bool) throws(FormatError) -> Int {
    record.pointee.clear()
    (hasRecord, isOpen, badField, largeField) = (false, false, nil, nil)
    start = from
    var fieldStart = from
    var position = from
    while position < to {
      let separator = ck_csv_find_separator(bytes, position, to, delimiter)
      try feed(bytes + position, separator - position)
      if separator == to { break }
      let isQuoted = parser.pointee.quoted != 0
      let before = fieldCount
      try feed(bytes + separator, 1)
      position = separator + 1
      if fieldCount > before {
        note(fieldStart..<separator, isQuoted: isQuoted)
        fieldStart = position
        if record.pointee.isComplete {
          hasRecord = true
          end = separator
          return position
        }
      } else if parser.pointee.pstate == 0 {
        // A blank line: the record starts after it.
        start = position
        fieldStart = position
      }
    }
    end = to
    largeField = largeField ?? (to - fieldStart > fieldLimit ? fieldCount : nil)
    let isQuoted = parser.pointee.quoted != 0
    let isInField = parser.pointee.pstate == 2
    let isEmpty = parser.pointee.pstate == 0
    guard atEnd else {
      isOpen = isQuoted && isInField
      // Sets the parser back; the record is not wanted.
      csv_fini(parser, nil, nil, nil)
      return to
    }
    if !isEmpty {
      csv_fini(parser, Self.fieldEnded, Self.recordEnded, record)
      isOpen = isQuoted && isInField
      note(fieldStart..<to, isQuoted: isQuoted)
      hasRecord = true
    }
    return to
  }

  private func feed(_ bytes: UnsafePointer<UInt8>, _ count: Int) throws(FormatError) {
    if count > 0 && csv_parse(parser, bytes, count, Self.fieldEnded, Self.recordEnded, record) != count {
      // Without strict mode only want of memory stops it.
      throw .outOfMemory
    }
  }

  /// Keeps what is to be known of the field that has just ended.
  private func note(_ raw: Range<Int>, isQuoted: Bool) {
    record.pointee.quoted.append(isQuoted ? 1 : 0)
    let index = fieldCount - 1
    if raw.count > fieldLimit && largeField == nil { largeField = index }
    if badField == nil && !isOpen {
      let decoded = field(index)
      let quotes = decoded.reduce(0) { $0 + ($1 == UInt8(ascii: "\"") ? 1 : 0) }
      if isQuoted ? raw.count != decoded.count + quotes + 2 : quotes > 0 { badField = index }
    }
  }

  private static let fieldEnded: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
    $2!.assumingMemoryBound(to: QuotedRecord.self).pointee.append($0, $1)
  }
  private static let recordEnded: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = {
    $1!.assumingMemoryBound(to: QuotedRecord.self).pointee.isComplete = true
  }
}

/// The decoded fields of one record, with one byte between each two.
private struct QuotedRecord: ~Copyable {
  private(set) var text: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 12
  private(set) var count = 0
  private(set) var ends: [UInt32] = []
  var quoted: [UInt8] = []
  var isComplete = false

  init() { text = .allocate(capacity: capacity) }
  deinit { text.deallocate() }

  mutating func clear() {
    count = 0
    ends.removeAll(keepingCapacity: true)
    quoted.removeAll(keepingCapacity: true)
    isComplete = false
  }

  mutating func append(_ field: UnsafeRawPointer?, _ length: Int) {
    let needed = count + 1 + length + Int(CK_PADDING)
    if needed > capacity {
      let grown = max(needed, capacity * 2)
      let bigger = UnsafeMutablePointer<UInt8>.allocate(capacity: grown)
      memcpy(bigger, text, count)
      text.deallocate()
      text = bigger
      capacity = grown
    }
    if !ends.isEmpty {
      text[count] = 0
      count += 1
    }
    if let field { memcpy(text + count, field, length) }
    count += length
    ends.append(UInt32(count))
  }
}
