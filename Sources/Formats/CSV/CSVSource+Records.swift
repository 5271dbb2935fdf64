/// The decoded fields of a record; good until the next record is read.
package struct RecordFields {
  private let reader: QuotedReader

  init(_ reader: QuotedReader) { self.reader = reader }

  package var count: Int { reader.fieldCount }
  package subscript(field: Int) -> UnsafeBufferPointer<UInt8> { reader.field(field) }
}

extension CSVSource {
  /// Walks the records of a chunk, each with its number in the chunk, from 1, as `CSVParser` counts them, and the bytes
  /// it takes up with the end of its line. All of it goes through libcsv: for the few chunks in which single records must
  /// be found. Of a last record above the limits nothing is told.
  package func forEachRecord(
    of chunk: CSVChunk, _ body: (_ number: Int64, _ bytes: Range<Int>, _ fields: RecordFields) -> Void
  ) throws(FormatError) {
    // As `CSVParser` reads it.
    let isCutOff = chunk.range.count > dialect.chunkSize + dialect.recordLimit
    let count = isCutOff ? dialect.chunkSize + dialect.fieldLimit + 2 : chunk.range.count
    let start = chunk.range.lowerBound
    // A chunk may be cut between CR and LF.
    let behind = min(start + count + 1, bytes.count) - start
    let text = try bytes.read(start..<start + behind)
    try text.withUnsafeBytes { (text) throws(FormatError) in
      let reader = QuotedReader(delimiter: dialect.delimiter, fieldLimit: dialect.fieldLimit)
      var position = 0
      var number: Int64 = 0
      while position < count {
        position = try reader.next(text, from: position, to: count, atEnd: !isCutOff)
        guard reader.hasRecord else { return }
        number += 1
        var end = position
        if end < behind, text[end - 1] == UInt8(ascii: "\r"), text[end] == UInt8(ascii: "\n") { end += 1 }
        body(number, start + reader.start..<start + end, RecordFields(reader))
      }
    }
  }
}
