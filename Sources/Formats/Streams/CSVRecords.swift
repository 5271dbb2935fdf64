import CKernels
import Glibc

/// The records of a CSV stream, one after the other, in bounded memory. For looking at a table whose columns are not
/// known yet; a run, which reads more than once and in parallel, goes through `CSVSource`.
package final class CSVRecords {
  /// The names as they stand in the first record; `nil` for one that is no text. The first line of a file without a
  /// header is data.
  package let header: [String?]
  package let delimiter: UInt8
  /// Records that were handed on, the header not included.
  package private(set) var recordCount = 0

  private let buffer: StreamBuffer
  private let reader: QuotedReader
  private let recordLimit: Int
  private var position = 0

  /// - Parameters:
  ///   - delimiter: told by the first line if `nil`: the most frequent of `,` `;` tab and `|` outside of quotes.
  ///   - recordLimit: a longer record ends the reading with `recordTooLong`: a quote is probably open.
  package init(
    _ stream: ByteStream, delimiter: UInt8? = nil, recordLimit: Int = 16 << 20
  ) throws(FormatError) {
    buffer = StreamBuffer(stream)
    self.recordLimit = recordLimit
    _ = try buffer.advance(dropping: 0, limit: recordLimit)
    let chosen = delimiter ?? Self.delimiter(of: UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
    self.delimiter = chosen
    let reader = QuotedReader(delimiter: chosen, fieldLimit: recordLimit)
    self.reader = reader
    guard try Self.next(buffer, reader, &position, recordLimit, record: 0) else { throw .empty }
    if reader.isOpen { throw .headerOpenQuote }
    header = (0..<reader.fieldCount).map { index in
      let name = reader.field(index)
      return name.contains(0) ? nil : String(validating: name, as: UTF8.self)
    }
  }

  /// The next record, good until the next call; `nil` at the end.
  package func next() throws(FormatError) -> CSVRecord? {
    guard try Self.next(buffer, reader, &position, recordLimit, record: recordCount + 1) else { return nil }
    recordCount += 1
    return CSVRecord(reader: reader)
  }

  private static func next(
    _ buffer: StreamBuffer, _ reader: QuotedReader, _ position: inout Int, _ limit: Int, record: Int
  ) throws(FormatError) -> Bool {
    while true {
      let start = position
      if start < buffer.count || buffer.isAtEnd {
        position = try reader.next(buffer.bytes, from: start, to: buffer.count, atEnd: buffer.isAtEnd)
        if reader.hasRecord { return true }
        if buffer.isAtEnd { return false }
      }
      guard try buffer.advance(dropping: start, limit: limit) else {
        throw .recordTooLong(record: record, limit: limit)
      }
      position = 0
    }
  }

  private static func delimiter(of head: UnsafeBufferPointer<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in head {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D { break }
      if ",;\t|".utf8.contains(byte) { counts[byte, default: 0] += 1 }
    }
    // Of equally frequent ones the first of this list.
    return ",;\t|".utf8.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? UInt8(ascii: ",")
  }
}

/// A record of CSV while it is looked at: the decoded texts of its fields. Nothing of it may be kept.
package struct CSVRecord {
  fileprivate let reader: QuotedReader

  package var fieldCount: Int { reader.fieldCount }
  /// Whether the text ended within a quoted field of it, or its quotes break RFC 4180.
  package var isBadlyQuoted: Bool { reader.isOpen || reader.badField != nil }

  package func text(_ field: Int) -> UnsafeBufferPointer<UInt8> { reader.field(field) }

  package func isQuoted(_ field: Int) -> Bool { reader.quoted[field] == 1 }
}
