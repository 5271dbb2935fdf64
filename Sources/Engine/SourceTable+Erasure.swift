import Columns
import Formats
import Plan
import Privacy

/// A column of a source that is searched for people who were erased.
struct SoughtColumn: Sendable {
  /// Nothing but the type is asked of it: a row that breaks the contract elsewhere is somebody's all the same.
  let contract: ColumnContract
  let seeker: TombstoneSeeker
}

extension SourceTable {
  /// The source as if the records of the people who were erased had never been in it, and how many there were.
  ///
  /// The bytes go before anything else is decided: chunks are cut, rows counted and numbered, and values compared in
  /// what is left. So whatever a run makes, down to the last digit of a sum, is what it would make of a source that does
  /// not hold them. A line that cannot be read belongs to nobody; a record of CSV that breaks its contract is searched
  /// field by field.
  func erasing(_ sought: [SoughtColumn], pool: Pool) throws(EngineError) -> (table: SourceTable, erased: Int) {
    guard !sought.isEmpty else { return (self, 0) }
    var files: [File] = []
    var erased = 0
    for file in self.files {
      do throws(FormatError) {
        let records = try file.records(of: sought, pool: pool)
        erased += records.count
        files.append(records.isEmpty ? file : try file.leavingOut(records, pool: pool))
      } catch {
        throw .diagnostics([error.diagnostic(reading: name)])
      }
    }
    return (erased == 0 ? self : SourceTable(files, name: name), erased)
  }
}

extension SourceTable {
  /// A few columns of all rows that can be read, chunk by chunk, asked for nothing but their types.
  func columns(_ contracts: [ColumnContract], pool: Pool) throws(EngineError) -> [[Column]] {
    var batches: [[Column]] = []
    for file in files {
      do throws(FormatError) {
        switch file {
        case .csv(let source, _, let chunks):
          let parser = CSVParser(
            layout: try RecordLayout(header: source.header, contracts: contracts, missingColumns: .null))
          batches += try pool.map(chunks.count) { (index) throws(FormatError) in
            try parser.parse(chunks[index], of: source).batch.columns
          }
        case .jsonLines(let source, _, let chunks):
          let parser = JSONLinesParser(layout: RecordLayout(contracts: contracts, missingColumns: .null))
          batches += try pool.map(chunks.count) { (index) throws(FormatError) in
            try parser.parse(chunks[index], of: source).batch.columns
          }
        }
      } catch {
        throw .diagnostics([error.diagnostic(reading: name)])
      }
    }
    return batches
  }
}

extension PlannedSourceColumn {
  /// The contract of a column that is looked into whatever else its row holds.
  var soughtContract: ColumnContract {
    var contract = ColumnContract(contract.field, dateOrder: contract.dateOrder)
    contract.field.isNullable = true
    contract.field.vocabulary = nil
    return contract
  }
}

extension SourceTable.File {
  /// The bytes of the records of people who were erased, ascending.
  fileprivate func records(of sought: [SoughtColumn], pool: Pool) throws(FormatError) -> [Range<Int>] {
    let contracts = sought.map(\.contract)
    switch self {
    case .csv(let source, _, let chunks):
      let parser = CSVParser(
        layout: try RecordLayout(header: source.header, contracts: contracts, missingColumns: .null))
      let records = try pool.map(chunks.count) { (index) throws(FormatError) -> [Range<Int>] in
        let parsed = try parser.parse(chunks[index], of: source)
        let found = parsed.rowNumbers(of: sought)
        let unread = Set(parsed.invalid.map(\.rowNumber))
        guard !found.isEmpty || !unread.isEmpty else { return [] }
        var records: [Range<Int>] = []
        try source.forEachRecord(of: chunks[index]) { number, bytes, fields in
          if found.contains(number) || unread.contains(number) && fields.hold(sought) { records.append(bytes) }
        }
        return records
      }
      return records.flatMap { $0 }
    case .jsonLines(let source, _, let chunks):
      let parser = JSONLinesParser(layout: RecordLayout(contracts: contracts, missingColumns: .null))
      let records = try pool.map(chunks.count) { (index) throws(FormatError) -> [Range<Int>] in
        let found = try parser.parse(chunks[index], of: source).rowNumbers(of: sought)
        guard !found.isEmpty else { return [] }
        var records: [Range<Int>] = []
        try source.forEachRecord(of: chunks[index]) { number, bytes in
          if found.contains(number) { records.append(bytes) }
        }
        return records
      }
      return records.flatMap { $0 }
    }
  }

  fileprivate func leavingOut(_ records: [Range<Int>], pool: Pool) throws(FormatError) -> Self {
    switch self {
    case .csv(let source, let parser, _): try Self(source.leavingOut(records), parser, pool: pool)
    case .jsonLines(let source, let parser, _): try Self(source.leavingOut(records), parser, pool: pool)
    }
  }
}

extension ParsedChunk {
  fileprivate func rowNumbers(of sought: [SoughtColumn]) -> Set<Int64> {
    var numbers: Set<Int64> = []
    for (column, sought) in zip(batch.columns, sought) {
      for row in sought.seeker.rows(in: column) { numbers.insert(batch.rowNumbers[row]) }
    }
    return numbers
  }
}

extension RecordFields {
  /// Whether any field is the identifier of somebody who was erased: which field is which is not known.
  fileprivate func hold(_ sought: [SoughtColumn]) -> Bool {
    (0..<count).contains { field in sought.contains { $0.seeker.matches(self[field]) } }
  }
}
