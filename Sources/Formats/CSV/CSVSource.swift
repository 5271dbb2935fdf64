import CKernels

/// A CSV text: its header, and the chunks that its records are cut into.
package struct CSVSource: Sendable {
  package let bytes: ByteSource
  package let dialect: CSVDialect
  /// The names as they stand in the first record. The first line of a file without a header is data: never show a
  /// name that the contract does not know.
  package let header: [String]
  /// Where the first record after the header may start.
  package let dataStart: Int

  /// Reads the header: the first record.
  package init(_ bytes: ByteSource, dialect: CSVDialect) throws(FormatError) {
    self.bytes = bytes
    self.dialect = dialect
    // Headers are short; the window grows for those that are not.
    var window = 1 << 16
    while true {
      let count = min(window, bytes.count, dialect.recordLimit)
      let isWhole = count == bytes.count
      if let (header, end) = try Self.readHeader(bytes.read(0..<count), isWhole: isWhole, dialect) {
        (self.header, dataStart) = (header, end)
        return
      }
      if isWhole { throw .empty }
      if count == dialect.recordLimit { throw .headerTooLong(limit: dialect.recordLimit) }
      window *= 8
    }
  }

  private init(_ source: CSVSource, bytes: ByteSource) {
    self.bytes = bytes
    (dialect, header, dataStart) = (source.dialect, source.header, source.dataStart)
  }

  /// The same text as if the records of these ranges, ascending and apart, had never been there.
  package func leavingOut(_ records: [Range<Int>]) -> CSVSource {
    CSVSource(self, bytes: bytes.leavingOut(records))
  }

  /// The names in the first record and where it ends; `nil` if the record does not end in `text`.
  private static func readHeader(
    _ text: SourceBytes, isWhole: Bool, _ dialect: CSVDialect
  ) throws(FormatError) -> (names: [String], end: Int)? {
    let reader = QuotedReader(delimiter: dialect.delimiter, fieldLimit: dialect.fieldLimit)
    return try text.withUnsafeBytes { (bytes) throws(FormatError) in
      let end = try reader.next(bytes, from: 0, to: text.count, atEnd: isWhole)
      guard reader.hasRecord else { return nil }
      if reader.isOpen { throw .headerOpenQuote }
      if let field = reader.badField ?? reader.largeField { throw .badHeader(column: field + 1) }
      var names: [String] = []
      for field in 0..<reader.fieldCount {
        let bytes = reader.field(field)
        guard !bytes.contains(0), let name = String(validating: bytes, as: UTF8.self) else {
          throw .badHeader(column: field + 1)
        }
        names.append(name)
      }
      return (names, end)
    }
  }
}

/// A range of bytes that starts and ends between records.
package struct CSVChunk: Sendable, Equatable {
  package let range: Range<Int>
  /// Whether the text ends within a quoted field, in this chunk.
  let endsOpen: Bool
}

// MARK: - Cutting

extension CSVSource {
  /// What a range of bytes does to a reader, whatever stands before it.
  package struct Survey: Sendable {
    let transition: ck_csv_transition
  }

  /// The ranges to survey, in any order and in parallel; each has the dialect's chunk size.
  package var surveyRanges: [Range<Int>] {
    stride(from: dataStart, to: bytes.count, by: dialect.chunkSize).map {
      $0..<min($0 + dialect.chunkSize, bytes.count)
    }
  }

  package func survey(_ range: Range<Int>) throws(FormatError) -> Survey {
    let text = try bytes.read(range)
    return text.withUnsafeBytes { Survey(transition: ck_csv_transition_of($0, range.count, dialect.delimiter)) }
  }

  /// The chunks, given the survey of each of `surveyRanges`, in their order: each range but the first is cut at the
  /// first end of a record in it, if it has one. There is always a chunk, though it may be empty.
  package func chunks(_ surveys: [Survey]) -> [CSVChunk] {
    let ranges = surveyRanges
    precondition(ranges.count == surveys.count)
    var state = Int(CK_CSV_FIELD_START)
    var chunks: [CSVChunk] = []
    var start = dataStart
    for (index, range) in ranges.enumerated() {
      let end = surveys[index].transition.firstEnd[state]
      if index > 0 && end >= 0 && range.lowerBound + end < bytes.count {
        chunks.append(CSVChunk(range: start..<range.lowerBound + end, endsOpen: false))
        start = range.lowerBound + end
      }
      state = surveys[index].transition.exits[state]
    }
    chunks.append(CSVChunk(range: start..<bytes.count, endsOpen: state == Int(CK_CSV_QUOTED)))
    return chunks
  }

  /// The chunks as they are if no quoted field goes on behind a cut: each cut is after the first CR or LF of its range,
  /// and nothing else is read. They are right if no chunk but the last ends within quotes, which parsing tells
  /// (`ParsedChunk.endsInQuotes`). `nil` where a chunk would be above the limit of a record.
  package func likelyChunks() throws(FormatError) -> [CSVChunk]? {
    var chunks: [CSVChunk] = []
    var start = dataStart
    for range in surveyRanges.dropFirst() {
      guard let end = try firstLineEnd(in: range), end < bytes.count else { continue }
      chunks.append(CSVChunk(range: start..<end, endsOpen: false))
      start = end
    }
    chunks.append(CSVChunk(range: start..<bytes.count, endsOpen: false))
    return chunks.contains { $0.range.count > dialect.chunkSize + dialect.recordLimit } ? nil : chunks
  }

  /// The offset after the first CR or LF.
  private func firstLineEnd(in range: Range<Int>) throws(FormatError) -> Int? {
    let window = 1 << 14
    for start in stride(from: range.lowerBound, to: range.upperBound, by: window) {
      let count = min(window, range.upperBound - start)
      let text = try bytes.read(start..<start + count)
      let end = text.withUnsafeBytes { ck_csv_find_separator($0, 0, count, 0x0A) }
      if end < count { return start + end + 1 }
    }
    return nil
  }

  /// The chunks, surveyed one range after the other.
  package func chunks() throws(FormatError) -> [CSVChunk] {
    var surveys: [Survey] = []
    for range in surveyRanges { surveys.append(try survey(range)) }
    return chunks(surveys)
  }
}

extension ck_csv_transition {
  fileprivate var exits: [Int] { [exit.0, exit.1, exit.2, exit.3].map { Int($0) } }
  fileprivate var firstEnd: [Int] { [first_end.0, first_end.1, first_end.2, first_end.3].map { Int($0) } }
}
