import Columns
import Configuration
import Formats
import Ledger
import Logging
import Plan
import Privacy
import Synchronization

extension Job {
  /// A source after contract, privacy rules and split, and where its rows went so far.
  package struct Ingested: Sendable {
    let source: PlannedSource
    package let dataset: Dataset
    /// Bytes of the source, and their digest.
    let byteCount: Int
    let digest: String?
    /// Rows of the source, without those of people who were erased.
    package let rowCount: Int
    /// Rows of the source that belong to people who were erased; nothing else knows of them.
    package let erasedCount: Int
    /// In the order of the source.
    package let invalid: [InvalidRecord]
    /// Names for the fields of the shapes of invalid rows: those that the contract knows, the others by position.
    let shapeNames: [String]
    /// The tokens of all rows that were taken in; `nil` where the run is not registered.
    let tokens: TokenFilter?
  }

  /// Reads the plan's sources once each: every row is checked and treated, and kept in memory as far as the budget
  /// goes.
  ///
  /// - Parameter forFitting: otherwise the target may be absent.
  /// - Throws: what cannot be read, and a source that breaks its contract by more than the policy allows.
  package func ingest(forFitting: Bool) throws(EngineError) -> [Ingested] {
    var ingested: [Ingested] = []
    for (position, source) in plan.sources.enumerated() {
      func table(_ cutting: SourceTable.Cutting) throws(EngineError) -> SourceTable {
        try SourceTable(
          source, memory: memory.limit, chunkSize: chunkSize, pool: pool, forFitting: forFitting, cutting: cutting)
      }
      // Who looks for records of people who were erased needs to know where records are, before any is parsed.
      if intake.sought[position].isEmpty, let read = try ingest(table(.likely), of: position, forFitting: forFitting) {
        ingested.append(read)
      } else {
        ingested.append(try ingestCut(table(.surely), of: position, forFitting: forFitting))
      }
    }
    return ingested
  }

  /// Takes rows given as text, by the names of the sources. Any invalid row is an error, a source that is not named is
  /// empty.
  package func ingest(rows: [String: [[String: String]]]) throws(EngineError) -> [Ingested] {
    try plan.sources.enumerated().map { (position, source) throws(EngineError) in
      let document = source.document(of: rows[source.name] ?? [])
      let ingested = try ingestCut(SourceTable(source, document: document), of: position, forFitting: false)
      guard ingested.invalid.isEmpty else {
        throw .diagnostics(ingested.invalid.prefix(20).map { $0.diagnostic(for: source) })
      }
      return ingested
    }
  }

  /// Refuses names that no source has.
  package func requireSources(_ names: some Sequence<String>) throws(EngineError) {
    let known = plan.sources.map(\.name)
    for name in names where !known.contains(name) {
      throw .diagnostics([
        Diagnostic(
          .unknownTable, at: .whole(plan.file), "the pipeline has no source `\(name)`",
          help: "it has \(known.map { "`\($0)`" }.joined(separator: ", "))")
      ])
    }
  }

  /// Ingests a table that is cut surely.
  private func ingestCut(
    _ table: SourceTable, of position: Int, forFitting: Bool
  ) throws(EngineError) -> Ingested {
    guard let ingested = try ingest(table, of: position, forFitting: forFitting) else {
      preconditionFailure("no cut is within quotes")
    }
    return ingested
  }

  /// - Returns: `nil` for a table that was cut within quotes.
  private func ingest(
    _ whole: SourceTable, of position: Int, forFitting: Bool
  ) throws(EngineError) -> Ingested? {
    let clock = ContinuousClock(), start = clock.now
    let source = plan.sources[position]
    let kept = memory.kept / plan.sources.count
    let (table, erasedCount) = try whole.erasing(intake.sought[position], pool: pool)
    let reader = ChunkReader(plan: plan, position: position, table: table, intake: intake)
    let dataset = Dataset(reader: reader, budget: kept, cancellation: cancellation)
    var unique = UniqueValues(source, intake.uniqueHashers)
    // The digest is of what the source is, whoever is left out.
    let digests = DigestStream()
    if erasedCount > 0 {
      let reader = ChunkReader(plan: plan, position: position, table: whole, intake: intake)
      try pool.forEach(whole.chunkCount) { (chunk) throws(EngineError) in
        try reader.digest(chunk)
      } commit: { (_, digest) throws(EngineError) in
        if let digest { digests.update(digest) }
      }
    }
    let hasher = filterHasher, fields = source.ingested.fields
    var tokens = TokenCollector(pool)
    // Held until every chunk knows what stands before it; a chunk that does not fit is read again.
    let pending = Mutex([ChunkReader.TreatedChunk?](repeating: nil, count: table.chunkCount))
    var pendingBytes = 0
    var rowsBefore: Int64 = 0
    var invalid: [InvalidRecord] = []
    let guessing = Guessing(source, isWanted: remark != nil)
    var frequencies = guessing.none
    var emptyColumns = EmptyColumns(source)
    var isMiscut = false
    // An error after a wrong cut is none.
    do throws(EngineError) {
      try pool.forEach(table.chunkCount) { (chunk) throws(EngineError) -> Look in
        if cancellation.isCancelled { throw .interrupted }
        let treated = try reader.read(chunk)
        return Look(
          treated: treated, digest: erasedCount > 0 ? nil : try reader.digest(chunk),
          frequencies: guessing.frequencies(in: treated),
          tokens: try hasher.map { (hasher) throws(EngineError) in
            try hasher.hashes(ofTokensIn: treated.columns, fields)
              + reader.hashes(ofInvalidRowsIn: treated, chunk, hasher)
          } ?? [])
      } commit: { (chunk, look) throws(EngineError) in
        let treated = look.treated
        isMiscut = isMiscut || treated.isMiscut
        // Stops the pool; what is thrown does not matter.
        if isMiscut { throw .interrupted }
        tokens.add(look.tokens)
        emptyColumns.look(at: treated)
        if let digest = look.digest { digests.update(digest) }
        for (position, found) in look.frequencies.enumerated() { frequencies[position].merge(found) }
        let repeats = unique.repeats(in: treated)
        var records = treated.invalid + repeats.map { $0.record }
        records.sort { $0.row < $1.row }
        if !records.isEmpty { try reader.addMasks(to: &records, of: chunk) }
        for var record in records {
          record.row += rowsBefore
          invalid.append(record)
        }
        reader.settle(chunk, ChunkReader.Settled(rowsBefore: rowsBefore, repeated: repeats.map(\.position)))
        rowsBefore += Int64(treated.recordCount)
        if source.invalidRows.action == .stop, invalid.count >= Self.reportedRows { try refuse(invalid, of: source) }
        if !memory.allows(unique.byteCount) { throw .diagnostics([tooManyUnique(unique.byteCount, in: source)]) }
        let bytes = dataset.division.byteCount(of: treated.columns, rowNumbers: treated.rowNumbers)
        if pendingBytes + bytes + unique.byteCount <= kept {
          pending.withLock { $0[chunk] = treated }
          pendingBytes += bytes
        }
        logger.trace("read chunk", metadata: ["chunk": "\(chunk + 1)", "rows": "\(treated.recordCount)"])
        progress(Progress(phase: .reading, done: chunk + 1, of: table.chunkCount))
      }
    } catch {
      if !isMiscut { throw error }
    }
    if isMiscut { return nil }
    let rowCount = Int(rowsBefore)
    logger.debug(
      "read source",
      metadata: [
        "source": "\(source.name)", "bytes": "\(table.byteCount)", "chunks": "\(table.chunkCount)",
        "rows": "\(rowCount)", "erased": "\(erasedCount)", "invalid": "\(invalid.count)",
        "ms": clock.now.milliseconds(since: start),
      ])
    try judge(invalid, of: rowCount, in: source)
    for finding in guessing.findings(frequencies) { remark?(finding) }
    if forFitting { for finding in emptyColumns.findings(in: rowCount) { remark?(finding) } }
    pool.forEach(table.chunkCount) { chunk -> Void in
      let treated = pending.withLock { pending in
        defer { pending[chunk] = nil }
        return pending[chunk]
      }
      if let treated { dataset.hold(chunk, reader.divide(treated, of: chunk)) }
    } commit: { (_, _: Void) in
    }
    return Ingested(
      source: source, dataset: dataset, byteCount: whole.byteCount, digest: plan.isDigested ? digests.text() : nil,
      rowCount: rowCount, erasedCount: erasedCount, invalid: invalid,
      shapeNames: table.layout.shapeNames, tokens: hasher == nil ? nil : tokens.finish())
  }

  /// What the first look at a chunk shows.
  private struct Look {
    let treated: ChunkReader.TreatedChunk
    let digest: String?
    let frequencies: [TokenFrequencies]
    /// For the ledger's filters.
    let tokens: [UInt64]
  }

  /// Invalid rows that are told one by one.
  private static var reportedRows: Int { 20 }

  /// What the contract's policy says of the invalid rows.
  private func judge(
    _ invalid: [InvalidRecord], of rowCount: Int, in source: PlannedSource
  ) throws(EngineError) {
    guard !invalid.isEmpty else { return }
    let policy = source.invalidRows
    if policy.action == .stop { try refuse(invalid, of: source) }
    // A quotient, not a product: 29 of 100 rows are exactly 0.29, but 0.29 · 100 is less than 29.
    guard Double(invalid.count) / Double(rowCount) > policy.maxFraction else { return }
    let counts = invalid.countsByRule.map { "\($0.rule) \($0.rows)" }
    let summary = Diagnostic(
      .tooManyInvalidRows, at: .data(source: source.name, row: nil, column: nil),
      "\(invalid.count) of \(rowCount) rows break the contract, more than max_fraction allows "
        + "(\(counts.joined(separator: ", "))); nothing was published",
      help: "mend the source, correct the contract, or raise on_invalid_row.max_fraction")
    throw .diagnostics(
      [summary] + invalid.prefix(Self.reportedRows).map { $0.diagnostic(for: source, severity: .note) })
  }

  private func tooManyUnique(_ bytes: Int, in source: PlannedSource) -> Diagnostic {
    Diagnostic(
      .notEnoughMemory, at: .data(source: source.name, row: nil, column: nil),
      "the values of unique columns read so far take \(MemoryBudget.text(bytes)) to compare, more than --memory allows",
      help: "raise --memory, or take `unique: true` out of the contract")
  }

  private func refuse(_ invalid: [InvalidRecord], of source: PlannedSource) throws(EngineError) {
    throw .diagnostics(invalid.prefix(Self.reportedRows).map { $0.diagnostic(for: source) })
  }
}

extension PlannedSource {
  /// Rows as a CSV document with commas, in which an empty field is missing. What a row does not name, or gives as one of
  /// the source's `null_values`, is missing, as it is in a file.
  func document(of rows: [[String: String]]) -> [UInt8] {
    var names = columns.map(\.field.name)
    // A line of one missing field would be blank, and a blank line is no record.
    if names.count == 1 { names.append(names[0] + "_") }
    let nulls = nullValues.map { Array($0.utf8) }
    func field(_ text: String?, mayBeNull: Bool = true) -> [UInt8] {
      let quote = UInt8(ascii: "\"")
      guard let text, !mayBeNull || !nulls.contains(Array(text.utf8)) else { return [] }
      // By bytes: a quotation mark with an accent is one character, but a quotation mark all the same.
      return [quote] + text.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }
    let comma = [UInt8(ascii: ",")], end = [UInt8(ascii: "\n")]
    return names.map { field($0, mayBeNull: false) }.joined(separator: comma) + end
      + rows.flatMap { row in names.map { field(row[$0]) }.joined(separator: comma) + end }
  }
}
