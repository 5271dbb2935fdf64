import CKernels
import Columns

/// Makes the batch of a chunk, block by block, whichever format the records were found in: every column judges the
/// block, and the records that none rejects are kept.
final class BatchBuilder {
  private let block: FieldBlock
  private let layout: RecordLayout
  private let firstRow: Int64
  private let wanted: [Int]
  private let knownInvalid: Set<Int64>?
  /// By field; a builder that only checks keeps nothing.
  private var builders: [(column: any ColumnBuilder, isWanted: Bool)] = []
  private var rowNumbers: BufferBuilder<Int64>
  private var rows = 0
  private var invalid: [InvalidRow] = []

  /// - Parameters:
  ///   - rowLimit: Bounds the records of the chunk.
  ///   - columns, knownInvalid, firstRow: As of `CSVParser.parse`.
  init(
    _ block: FieldBlock, layout: RecordLayout, nulls: NullValues, rowLimit: Int, columns: [Int],
    knownInvalid: [Int64]? = nil, firstRow: Int64 = 1
  ) {
    (self.block, self.layout, self.firstRow, wanted) = (block, layout, firstRow, columns)
    self.knownInvalid = knownInvalid.map { Set($0) }
    let rowLimit = rowLimit + block.capacity
    rowNumbers = BufferBuilder(capacity: rowLimit)
    let isWanted = Set(columns)
    for (index, contract) in layout.contracts.enumerated() {
      guard let field = layout.positions[index], isWanted.contains(index) || knownInvalid == nil else { continue }
      let column = contract.builder(
        field: field, nulls: nulls, rowLimit: isWanted.contains(index) ? rowLimit : block.capacity)
      builders.append((column, isWanted.contains(index)))
    }
    // The first field that is wrong is the one reported.
    builders.sort { $0.column.field < $1.column.field }
  }

  // MARK: Records outside the block

  /// The next record is invalid as a whole.
  func reject(_ rule: InvalidRule, field: Int?, fieldCount: Int, masked: Strings) {
    appendInvalid(
      number: block.index.next_number, field: field, rule: rule, fieldCount: fieldCount, masked: masked)
    block.index.next_number += 1
  }

  func appendInvalid(number: UInt32, field: Int?, rule: InvalidRule, fieldCount: Int, masked: Strings) {
    guard knownInvalid == nil else { return }
    invalid.append(
      InvalidRow(
        rowNumber: firstRow + Int64(number), field: field, rule: rule, fieldCount: fieldCount, masked: masked))
  }

  // MARK: Records in the block

  /// Reads the block, which has records; those that the format has found invalid are rejected already.
  func readBlock() {
    rejectKnown()
    for builder in builders { builder.column.read(block) }
    let numbers = block.index.numbers!, kept = rowNumbers.base, firstRow = firstRow
    if block.invalidCount == 0 {
      for row in 0..<block.rows { kept[rows &+ row] = firstRow &+ Int64(numbers[row]) }
      rows += block.rows
    } else {
      for row in 0..<block.rows {
        if block.rules[row] == 0 {
          kept[rows] = firstRow &+ Int64(numbers[row])
          rows &+= 1
        } else {
          noteInvalid(row, numbers[row])
        }
      }
    }
    for builder in builders where builder.isWanted { builder.column.keep(block) }
  }

  private func rejectKnown() {
    guard let knownInvalid, !knownInvalid.isEmpty else { return }
    for row in 0..<block.rows where knownInvalid.contains(firstRow + Int64(block.index.numbers[row])) {
      // Any rule will do: the earlier reading has told which it was.
      block.reject(row, .wrongType, field: 0)
    }
  }

  private func noteInvalid(_ row: Int, _ number: UInt32) {
    let rule = InvalidRule(rawValue: block.rules[row])!
    let isLarge = rule == .fieldTooLarge || rule == .recordTooLarge
    appendInvalid(
      number: number, field: rule.isOfRecord ? nil : Int(block.ruleFields[row]), rule: rule,
      fieldCount: block.width, masked: isLarge ? Strings([]) : block.masked(row))
  }

  /// - Parameter endsInQuotes: as `ParsedChunk` has it.
  func finish(endsInQuotes: Bool = false) -> ParsedChunk {
    let built = Dictionary(
      uniqueKeysWithValues: builders.lazy.filter(\.isWanted).map { ($0.column.field, $0.column.finish()) })
    let columns = wanted.map { index in
      layout.positions[index].map { built[$0]! } ?? .missing(layout.contracts[index].field.type, count: rows)
    }
    let count = rows
    let batch = Batch(
      schema: Schema(wanted.map { layout.contracts[$0].field }), columns: columns,
      rowNumbers: rowNumbers.take().finish(count: count))
    invalid.sort { $0.rowNumber < $1.rowNumber }
    return ParsedChunk(
      batch: batch, invalid: invalid, recordCount: Int(block.index.next_number), endsInQuotes: endsInQuotes)
  }
}
