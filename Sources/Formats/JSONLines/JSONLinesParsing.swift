import CKernels
import Columns
import Glibc

/// The reading of one chunk of JSON Lines: each line is read by `ck_json_read_line` into a block of fields, which the
/// kernels of CSV then read column by column.
final class JSONLinesParsing {
  private let source: JSONLinesSource
  private let bytes: UnsafePointer<UInt8>
  private let count: Int
  private let isCutOff: Bool
  private let survey: ck_csv_survey

  private let block: FieldBlock
  private let reader: JSONLineReader
  private let builder: BatchBuilder
  private let refusesExtra: Bool
  /// Rows of the block with members that the contract does not name.
  private var extraRows: [Int] = []

  init(
    layout: RecordLayout, source: JSONLinesSource, bytes: UnsafePointer<UInt8>, count: Int, isCutOff: Bool
  ) {
    (self.source, self.bytes, self.count, self.isCutOff) = (source, bytes, count, isCutOff)
    block = FieldBlock(width: layout.width)
    reader = JSONLineReader(layout, fieldLimit: source.fieldLimit)
    refusesExtra = layout.extraColumns == .fail
    survey = ck_csv_survey_bytes(bytes, count)
    // Lines are checked as a whole, and no escape stands for anything but UTF-8.
    block.isUTF8 = true
    builder = BatchBuilder(
      block, layout: layout,
      // Nothing but `null` and an absent member gives a plain field without bytes.
      nulls: NullValues(source.nullValues + [[]]), rowLimit: min(Int(survey.terminators), count / 3) + 1,
      columns: Array(layout.contracts.indices))
  }

  func run() -> ParsedChunk {
    var start = 0
    clear()
    while start < count {
      let found = memchr(bytes + start, 0x0A, count - start)
      let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(bytes) } ?? count
      if found == nil && isCutOff { break }
      readLine(start..<end)
      start = end + 1
      if block.isFull { readBlock() }
    }
    readBlock()
    if isCutOff { reject(.recordTooLarge) }
    return builder.finish()
  }

  private func readLine(_ line: Range<Int>) {
    if line.count > source.recordLimit { return reject(.recordTooLarge) }
    if isBlank(line) { return }
    if survey.has_nul && memchr(bytes + line.lowerBound, 0, line.count) != nil { return reject(.nulByte) }
    if !survey.is_ascii && !ck_is_utf8(bytes + line.lowerBound, line.count) { return reject(.badUTF8) }
    switch reader.read(bytes, line) {
    case CK_JSON_OBJECT: block.append(&reader.reader)
    case CK_JSON_EXTRA:
      if refusesExtra { extraRows.append(block.rows) }
      block.append(&reader.reader)
    case CK_JSON_LARGE_FIELD: reject(.fieldTooLarge, field: Int(reader.reader.large_field))
    default: reject(.badJSON)
    }
  }

  private func isBlank(_ line: Range<Int>) -> Bool {
    var at = line.lowerBound
    while at < line.upperBound, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0D { at += 1 }
    return at == line.upperBound
  }

  /// Of such a line nothing is shown: where its values stand is not known.
  private func reject(_ rule: InvalidRule, field: Int? = nil) {
    builder.reject(rule, field: field, fieldCount: 0, masked: Strings([]))
  }

  private func readBlock() {
    if block.rows > 0 {
      block.clearVerdicts()
      block.mayHaveNUL = reader.reader.has_nul
      for row in extraRows { block.reject(row, .extraMember, field: 0) }
      builder.readBlock()
    }
    clear()
  }

  private func clear() {
    block.clear(for: nil)
    reader.reader.has_nul = false
    extraRows.removeAll(keepingCapacity: true)
  }
}
