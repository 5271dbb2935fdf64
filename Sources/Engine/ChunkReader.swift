import Columns
import Configuration
import Formats
import Plan
import Privacy
import Synchronization

/// Reads a chunk of a source into morsels: contract, privacy rules, split. The first time, each chunk is also settled:
/// which rows come before it, and which of its rows repeat a unique value.
///
/// Raw personal values live only inside `read`: what it returns has been treated.
final class ChunkReader: MorselReader {
  let source: PlannedSource
  let chunkCount: Int
  let division: RowDivision
  /// Whether a manifest will show digests, and a quarantine masks.
  private let isDigested: Bool
  private let isQuarantined: Bool
  /// Tells this reading of the source from all others.
  private let reading = UInt128.random(in: .min ... .max)
  private let table: SourceTable
  private let intake: Intake
  /// Of the source, in the plan.
  private let position: Int
  /// By chunk, once settled.
  private let settled: Mutex<[Settled?]>

  /// What the chunks before it say of a chunk.
  struct Settled: Sendable {
    /// Number of rows of the source before the chunk.
    var rowsBefore: Int64
    /// Positions in the chunk's valid rows that repeat a unique value; ascending.
    var repeated: [Int32]
  }

  /// A chunk after contract and privacy rules, before uniqueness and split.
  struct TreatedChunk: Sendable {
    /// In the order of `PlannedSource.ingested`.
    var columns: [Column]
    /// Numbered from 1 within the chunk.
    var rowNumbers: Buffer<Int64>
    var invalid: [InvalidRecord]
    /// Rows of the chunk, valid or not.
    var recordCount: Int

    var byteCount: Int { columns.reduce(rowNumbers.byteCount) { $0 + $1.byteCount } }
  }

  /// - Parameter position: of the source, in the plan.
  init(plan: Plan, position: Int, table: SourceTable, intake: Intake) {
    source = plan.sources[position]
    division = RowDivision(plan.binding.tables[position], plan, intake)
    isDigested = plan.isDigested
    isQuarantined = plan.quarantine != nil
    self.table = table
    self.position = position
    self.intake = intake
    chunkCount = table.chunkCount
    settled = Mutex(Array(repeating: nil, count: table.chunkCount))
  }

  private func parse(_ chunk: Int) throws(EngineError) -> ParsedChunk {
    do {
      return try table.parse(chunk)
    } catch {
      throw .diagnostics(error.diagnostics(for: source, header: []))
    }
  }

  /// Parses and treats a chunk.
  func read(_ chunk: Int) throws(EngineError) -> TreatedChunk {
    let parsed = try parse(chunk)
    var invalid = parsed.invalid.map { InvalidRecord($0, layout: table.layout(of: chunk), shownAs: table.layout) }
    var columns: [Column] = []
    var rejected: Set<Int32> = []
    let treated = try treat(parsed.batch.columns, of: chunk)
    for (position, column) in source.columns.enumerated() where column.ingested != nil {
      guard let (treated, second) = treated[position] else {
        columns.append(parsed.batch.columns[position])
        continue
      }
      columns.append(treated.column)
      if let second { columns.append(second.column) }
      for row in treated.invalidRows.array where rejected.insert(row).inserted {
        invalid.append(
          InvalidRecord(
            row: parsed.batch.rowNumbers[Int(row)], column: column.field.name, rule: .untreatable,
            problem: treated.problem,
            masked: !isQuarantined ? Strings([String]()) : table.layout.masked(Int(row), of: parsed.batch)))
      }
    }
    var rowNumbers = parsed.batch.rowNumbers
    if !rejected.isEmpty {
      let kept = Buffer((0..<Int32(parsed.batch.rowCount)).filter { !rejected.contains($0) })
      columns = columns.map { $0.gather(kept) }
      rowNumbers = rowNumbers.gather(kept)
    }
    return TreatedChunk(
      columns: columns, rowNumbers: rowNumbers, invalid: invalid, recordCount: parsed.recordCount)
  }

  /// The columns that rules treat, by position; `nil` where none does.
  func treat(_ columns: [Column], of chunk: Int) throws(EngineError) -> [(TreatedColumn, TreatedColumn?)?] {
    try intake.treat(columns, of: source, at: position, reading: reading, chunk: chunk)
  }

  /// Hashes of the tokens that rows would have which are set aside, for the ledger's filters.
  func hashes(
    ofInvalidRowsIn treated: TreatedChunk, _ chunk: Int, _ hasher: RowHasher
  ) throws(EngineError) -> [UInt64] {
    let rows = Set(treated.invalid.map(\.row))
    do {
      let tokens = try table.tokens(ofInvalidRows: rows, in: chunk, intake.tokenized[position])
      return hasher.hash(.string(tokens)).array
    } catch {
      throw .diagnostics(error.diagnostics(for: source, header: []))
    }
  }

  /// The digest of a chunk's bytes, under the key ring where there is one; `nil` where no manifest will show it.
  func digest(_ chunk: Int) throws(EngineError) -> String? {
    guard isDigested else { return nil }
    let stream: DigestStream
    do {
      stream =
        try intake.keys.ring.map { (ring) throws(PrivacyError) in try DigestStream(keys: ring) } ?? DigestStream()
    } catch {
      throw .privacy(error)
    }
    do {
      try table.digest(chunk, into: stream)
    } catch {
      throw .diagnostics(error.diagnostics(for: source, header: []))
    }
    return stream.text()
  }

  /// Remembers what the chunks before `chunk` say of it.
  func settle(_ chunk: Int, _ facts: Settled) { settled.withLock { $0[chunk] = facts } }

  /// The morsels of a chunk, one per part of the split, read again.
  func parts(_ chunk: Int) throws(EngineError) -> [Morsel] { divide(try read(chunk), of: chunk) }

  /// Gives the records of repeated values the masks of their fields. Only the chunks before tell that a value is repeated,
  /// and raw values are not kept until then: the chunk is parsed once more.
  func addMasks(to records: inout [InvalidRecord], of chunk: Int) throws(EngineError) {
    guard isQuarantined, records.contains(where: { $0.rule == .repeated }) else { return }
    let batch = try parse(chunk).batch
    let positions = Dictionary(uniqueKeysWithValues: batch.rowNumbers.array.enumerated().map { ($1, $0) })
    for index in records.indices where records[index].rule == .repeated {
      guard let row = positions[records[index].row] else { continue }
      records[index].masked = table.layout.masked(row, of: batch)
    }
  }

  /// Drops repeated rows, numbers the others within the source, and divides them.
  func divide(_ treated: TreatedChunk, of chunk: Int) -> [Morsel] {
    guard let facts = settled.withLock({ $0[chunk] }) else { preconditionFailure("chunks are settled before") }
    var columns = treated.columns, rowNumbers = treated.rowNumbers
    if !facts.repeated.isEmpty {
      let repeated = Set(facts.repeated)
      let kept = Buffer((0..<Int32(rowNumbers.count)).filter { !repeated.contains($0) })
      columns = columns.map { $0.gather(kept) }
      rowNumbers = rowNumbers.gather(kept)
    }
    rowNumbers = rowNumbers.map { $0 + facts.rowsBefore }
    return division.morsels(columns, rowNumbers: rowNumbers)
  }
}

extension RecordLayout {
  /// A name for each field: the contract's, or its position. The file's own names are not shown: the first line of a
  /// file without a header is data.
  var shapeNames: [String] {
    (0..<width).map { field in contract(ofField: field)?.field.name ?? "_field_\(field + 1)" }
  }

  /// The masks of a row's fields in the order of the file; empty for columns that the contract does not name.
  fileprivate func masked(_ row: Int, of batch: Batch) -> Strings {
    Strings(
      (0..<width).map { field in
        guard let column = positions.firstIndex(of: field).map({ batch.columns[$0] }), column.validity.isValid(row)
        else { return "" }
        return FieldMask.mask(column.text(at: row))
      })
  }
}
