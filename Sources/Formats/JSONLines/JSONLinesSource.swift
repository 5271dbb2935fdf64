import Glibc

/// A text of JSON Lines and the chunks that its lines are cut into. It has no header: each line names its fields.
package struct JSONLinesSource: Sendable {
  package let bytes: ByteSource
  /// Numbers and words, as they are written, that stand for a missing value as `null` does. Strings never do.
  package let nullValues: [[UInt8]]
  /// The limits of `CSVDialect`; a line is a record.
  package let chunkSize: Int
  package let fieldLimit: Int
  package let recordLimit: Int

  package init(
    _ bytes: ByteSource, nullValues: [String] = [], chunkSize: Int = CSVDialect.defaultChunkSize,
    fieldLimit: Int = 1 << 20, recordLimit: Int = 64 << 20
  ) {
    precondition((1...(1 << 30)).contains(chunkSize), "offsets within a chunk have 32 bits")
    precondition((1...recordLimit).contains(fieldLimit) && recordLimit <= 1 << 30)
    self.bytes = bytes
    self.nullValues = nullValues.map { Array($0.utf8) }
    (self.chunkSize, self.fieldLimit, self.recordLimit) = (chunkSize, fieldLimit, recordLimit)
  }

  init(_ source: JSONLinesSource, bytes: ByteSource) {
    self.bytes = bytes
    nullValues = source.nullValues
    (chunkSize, fieldLimit, recordLimit) = (source.chunkSize, source.fieldLimit, source.recordLimit)
  }

  // MARK: Cutting

  /// The ranges to survey, in any order and in parallel.
  package var surveyRanges: [Range<Int>] {
    stride(from: 0, to: bytes.count, by: chunkSize).map { $0..<min($0 + chunkSize, bytes.count) }
  }

  /// The offset after the first line feed in a range. JSON strings hold none, so that it ends a line wherever it stands.
  package func survey(_ range: Range<Int>) throws(FormatError) -> Int? {
    let text = try bytes.read(range)
    return text.withUnsafeBytes { bytes in
      memchr(bytes, 0x0A, range.count).map { range.lowerBound + (UnsafeRawPointer($0) - UnsafeRawPointer(bytes)) + 1 }
    }
  }

  /// The chunks, given the survey of each of `surveyRanges`, in their order: each range but the first is cut at the
  /// first end of a line in it, if it has one. There is always a chunk, though it may be empty.
  package func chunks(_ surveys: [Int?]) -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var start = 0
    for case let end? in surveys.dropFirst() where end < bytes.count {
      chunks.append(start..<end)
      start = end
    }
    chunks.append(start..<bytes.count)
    return chunks
  }

  /// The chunks, surveyed one range after the other.
  package func chunks() throws(FormatError) -> [Range<Int>] {
    var surveys: [Int?] = []
    for range in surveyRanges { surveys.append(try survey(range)) }
    return chunks(surveys)
  }
}
