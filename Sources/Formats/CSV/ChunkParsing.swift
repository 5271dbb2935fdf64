import CKernels
import Columns
import Glibc

/// The reading of one chunk, block by block. Stretches without a quote are cut by `ck_csv_cut`, the others by libcsv
/// (docs/decisions/0002-csv-two-paths.md); from there on both are read by the same kernels.
final class ChunkParsing {
  private let layout: RecordLayout
  private let dialect: CSVDialect
  private let bytes: UnsafePointer<UInt8>
  private let count: Int
  private let isCutOff: Bool
  private let endsOpen: Bool
  private let isLibcsvOnly: Bool

  private let block: FieldBlock
  private let reader: QuotedReader
  private let builder: BatchBuilder
  /// Where the next quote stands; `count` when there is none.
  private var nextQuote = 0
  private var endsInQuotes = false

  /// Shorter stretches between quotes are left to libcsv.
  private static let worthwhile = 4096

  init(
    layout: RecordLayout, dialect: CSVDialect, bytes: UnsafePointer<UInt8>, count: Int, isCutOff: Bool, endsOpen: Bool,
    columns: [Int], knownInvalid: [Int64]?, firstRow: Int64
  ) {
    (self.layout, self.dialect, self.bytes, self.count) = (layout, dialect, bytes, count)
    (self.isCutOff, self.endsOpen) = (isCutOff, endsOpen)
    block = FieldBlock(width: layout.width)
    reader = QuotedReader(delimiter: dialect.delimiter, fieldLimit: dialect.fieldLimit)
    let survey = ck_csv_survey_bytes(bytes, count)
    (block.mayHaveNUL, block.isUTF8) = (survey.has_nul, survey.is_ascii)
    isLibcsvOnly = dialect.parser == .libcsv
    nextQuote = survey.quotes == 0 ? count : -1
    builder = BatchBuilder(
      block, layout: layout, nulls: NullValues(dialect.nullValues),
      rowLimit: min(Int(survey.terminators) + 1, (count + 1) / layout.width + 1), columns: columns,
      knownInvalid: knownInvalid, firstRow: firstRow)
  }

  func run() throws(FormatError) -> ParsedChunk {
    var position = 0
    while position < count {
      let limit = quoteFreeLimit(from: position)
      if limit > position {
        block.clear(for: bytes)
        position = ck_csv_cut(
          bytes, position, limit, limit == count && !isCutOff, dialect.delimiter, &block.index)
        noteRagged()
      } else {
        block.clear(for: nil)
        position = try cutQuoted(from: position)
      }
      if block.rows > 0 {
        block.clearVerdicts()
        rejectLarge()
        builder.readBlock()
      }
      if isCutOff && block.rows == 0 && block.index.ragged_count == 0 && position < count && limit == count {
        try rejectCutOff(from: position)
        position = count
      }
    }
    return builder.finish(endsInQuotes: endsInQuotes)
  }

  // MARK: Cutting

  /// The end of the records from `position` on that hold no quote, or `position` where it is not worth while.
  private func quoteFreeLimit(from position: Int) -> Int {
    if isLibcsvOnly { return position }
    if nextQuote < position {
      let found = memchr(bytes + position, Int32(UInt8(ascii: "\"")), count - position)
      nextQuote = found.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) - bytes } ?? count
    }
    if nextQuote == count { return count }
    if nextQuote - position < Self.worthwhile { return position }
    var limit = nextQuote
    while limit > position && bytes[limit - 1] != 0x0A && bytes[limit - 1] != 0x0D { limit -= 1 }
    return limit
  }

  /// Fills the block through libcsv, until it is full, or the next quote is far.
  private func cutQuoted(from start: Int) throws(FormatError) -> Int {
    var position = start
    while position < count && !block.isFull {
      position = try reader.next(bytes, from: position, to: count, atEnd: !isCutOff)
      guard reader.hasRecord else {
        if isCutOff { rejectUnfinished() }
        break
      }
      if reader.isOpen {
        endsInQuotes = true
        reject(.openQuote, field: reader.fieldCount - 1)
      } else if let field = reader.largeField {
        reject(.fieldTooLarge, field: field)
      } else if reader.end - reader.start > dialect.recordLimit {
        reject(.recordTooLarge, field: nil)
      } else if let field = reader.badField {
        reject(.badQuote, field: field)
      } else if reader.fieldCount != layout.width {
        reject(.ragged, field: nil)
      } else {
        block.append(reader)
      }
      if position < count && quoteFreeLimit(from: position) > position { break }
    }
    return position
  }

  // MARK: Judging

  /// The record that `reader` holds is invalid as a whole.
  private func reject(_ rule: InvalidRule, field: Int?) {
    var masked = StringsBuilder()
    if rule != .fieldTooLarge && rule != .recordTooLarge && rule != .openQuote {
      for field in 0..<reader.fieldCount { masked.appendMask(of: reader.field(field)) }
    }
    builder.reject(rule, field: field, fieldCount: reader.fieldCount, masked: masked.finish())
  }

  /// The last record is longer than what was read of it.
  private func rejectUnfinished() {
    if endsOpen {
      reject(.openQuote, field: reader.isOpen ? reader.fieldCount : nil)
    } else if let field = reader.largeField {
      reject(.fieldTooLarge, field: field)
    } else {
      reject(.recordTooLarge, field: nil)
    }
  }

  private func rejectCutOff(from position: Int) throws(FormatError) {
    _ = try reader.next(bytes, from: position, to: count, atEnd: false)
    rejectUnfinished()
  }

  /// Notes the records of the block that have too many or too few fields.
  private func noteRagged() {
    for index in 0..<Int(block.index.ragged_count) {
      let ragged = block.index.ragged[index]
      var fields: [Range<Int>] = []
      var start = Int(ragged.start)
      for _ in 0..<ragged.fields {
        let end = ck_csv_find_separator(bytes, start, Int(ragged.end), dialect.delimiter)
        fields.append(start..<end)
        start = end + 1
      }
      let large = fields.firstIndex { $0.count > dialect.fieldLimit }
      var masked = StringsBuilder(rows: fields.count)
      if large == nil {
        for field in fields {
          masked.appendMask(of: UnsafeBufferPointer(start: bytes + field.lowerBound, count: field.count))
        }
      }
      let isLarge = Int(ragged.end - ragged.start) > dialect.recordLimit
      builder.appendInvalid(
        number: ragged.number, field: large,
        rule: large != nil ? .fieldTooLarge : isLarge ? .recordTooLarge : .ragged, fieldCount: fields.count,
        masked: masked.finish())
    }
  }

  /// Rejects the rows of the block that are above the limits. libcsv's records have passed already.
  private func rejectLarge() {
    guard block.kinds == nil else { return }
    let last = block.rows - 1
    let end = Int(block.index.ends[last * block.width + block.width - 1])
    guard end - Int(block.index.starts[0]) > dialect.fieldLimit else { return }
    for row in 0..<block.rows {
      let length = Int(block.index.ends[row * block.width + block.width - 1]) - Int(block.index.starts[row])
      guard length > dialect.fieldLimit else { continue }
      for field in 0..<block.width where block.text(row, field).count > dialect.fieldLimit {
        block.reject(row, .fieldTooLarge, field: field)
      }
      if length > dialect.recordLimit { block.reject(row, .recordTooLarge, field: 0) }
    }
  }
}
