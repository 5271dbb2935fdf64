import Columns
import Configuration
import Logging
import Plan
import Synchronization
import Transforms

/// The tables of a run at work: those of the sources, and each that a step makes of others as soon as its inputs can be
/// computed.
struct Tables {
  /// By position in `Binding.tables`.
  private(set) var datasets: [Dataset]
  /// Rows of each table.
  private(set) var rowCounts: [Int]
  private let job: Job

  init(_ ingested: [Job.Ingested], job: Job) {
    datasets = ingested.map(\.dataset)
    rowCounts = ingested.map { $0.rowCount - $0.invalid.count }
    self.job = job
  }

  /// Makes the next table.
  ///
  /// - Parameter isFittingRun: the rows that were fitted on are transformed as such.
  mutating func make(
    _ table: BoundTable, _ step: BoundTableStep, _ program: Program, isFittingRun: Bool
  ) throws(EngineError) {
    let clock = ContinuousClock(), start = clock.now
    guard case .tables(let transformer, _, _) = job.plan.steps[step.step].work else {
      preconditionFailure("tables are made by steps on tables")
    }
    var context = step.context
    context.pool = job.pool
    let rows = try made(by: transformer, step, context, program, isFittingRun: isFittingRun)
    precondition(rows.columns.count == table.columns.count, "a transformer puts out the columns it declared")
    let made = MadeTable(rows, division: RowDivision(table, job.plan, job.intake))
    datasets.append(Dataset(reader: made, budget: job.memory.kept, cancellation: job.cancellation))
    rowCounts.append(rows.count)
    job.logger.debug(
      "made table",
      metadata: [
        "step": "\(table.name)", "tables": "\(step.inputs.count)", "rows": "\(rows.count)",
        "columns": "\(rows.columns.count)", "ms": clock.now.milliseconds(since: start),
      ])
  }

  private func made(
    by transformer: any TableTransformer, _ step: BoundTableStep, _ context: TableContext, _ program: Program,
    isFittingRun: Bool
  ) throws(EngineError) -> TableRows {
    let pieces = Pieces(tables: self, step: step, program: program, isFittingRun: isFittingRun)
    let stream = try failing(step) { () throws(TransformError) in
      step.inputs.count == 1 ? try transformer.stream(context) : nil
    }
    // Where there is another way, a table may take a third: while it is put together it is there twice.
    let limit = stream == nil ? job.memory.allowance : job.memory.limit / 3
    var inputs: [TableRows] = []
    var bytes = 0
    for view in step.inputs {
      if let rows = try rows(of: view, in: pieces, below: limit, &bytes) {
        inputs.append(rows)
      } else {
        guard let stream else { throw doesNotFit(step) }
        return try self.rows(of: stream, over: view, in: pieces)
      }
    }
    return try failing(step) { () throws(TransformError) in try transformer.transform(inputs, context) }
  }

  /// All rows of a table in order, with the columns of a view; `nil` where they take more than `limit`.
  ///
  /// - Parameter bytes: of the tables of the step so far.
  private func rows(
    of view: TableView, in pieces: Pieces, below limit: Int, _ bytes: inout Int
  ) throws(EngineError) -> TableRows? {
    var chunks: [[Column]] = Array(repeating: [], count: view.columns.count)
    var numbers: [Buffer<Int64>] = []
    var people: [Buffer<UInt64>] = []
    let isWhole = try pieces.forEach(of: view) { (rows) throws(EngineError) in
      for (position, column) in rows.columns.enumerated() { chunks[position].append(column) }
      numbers.append(rows.rowNumbers)
      if let hashes = rows.people { people.append(hashes) }
      bytes += rows.byteCount
      return bytes <= limit
    }
    guard isWhole else { return nil }
    // Each column's chunks are let go as soon as they are joined.
    let unjoined = Mutex(chunks)
    chunks = []
    return TableRows(
      columns: try job.pool.map(view.columns.count) { (position) throws(EngineError) -> Column in
        let parts = unjoined.withLock { chunks in
          defer { chunks[position] = [] }
          return chunks[position]
        }
        return parts.isEmpty ? .empty(view.columns[position].field.type) : try joining(parts, of: pieces.step)
      },
      rowNumbers: .concatenated(numbers),
      people: people.count == numbers.count && !people.isEmpty ? .concatenated(people) : nil)
  }

  /// The rows that a step makes of a table which goes by in pieces, large ones: with each it goes through all it holds.
  private func rows(
    of stream: any TableStream, over view: TableView, in pieces: Pieces
  ) throws(EngineError) -> TableRows {
    var stream = stream
    var waiting: [TableRows] = []
    var bytes = 0
    func take() throws(EngineError) {
      guard !waiting.isEmpty else { return }
      let piece = try concatenating(waiting, of: pieces.step)
      (waiting, bytes) = ([], 0)
      try failing(pieces.step) { () throws(TransformError) in try stream.add(piece) }
      guard job.memory.allows(2 * stream.byteCount) else { throw doesNotFit(pieces.step) }
    }
    repeat {
      _ = try pieces.forEach(of: view) { (rows) throws(EngineError) in
        waiting.append(rows)
        bytes += rows.byteCount
        if bytes > job.memory.limit / 8 { try take() }
        return true
      }
      try take()
    } while try failing(pieces.step) { () throws(TransformError) in try stream.endPass() }
    return try failing(pieces.step) { () throws(TransformError) in try stream.finish() }
  }

  private func failing<Value>(
    _ step: BoundTableStep, _ work: () throws(TransformError) -> Value
  ) throws(EngineError) -> Value {
    do throws(TransformError) {
      return try work()
    } catch {
      throw .step(StepFailure(step: step.step, table: step.context.inputs[0].name, error: error))
    }
  }

  /// The tables of a step, chunk by chunk.
  private struct Pieces {
    let tables: Tables
    let step: BoundTableStep
    let program: Program
    let isFittingRun: Bool

    /// Hands on the rows of each chunk in order, with the columns of a view, until `commit` has enough; whether all came.
    func forEach(
      of view: TableView, commit: (TableRows) throws(EngineError) -> Bool
    ) throws(EngineError) -> Bool {
      let dataset = tables.datasets[view.table], targets = view.columns.map(\.id)
      let (tables, step, program, isFittingRun) = (tables, step, program, isFittingRun)
      var hasEnough = false
      do throws(EngineError) {
        try dataset.forEach(tables.job.pool) { (morsels) throws(EngineError) -> TableRows in
          let parts = try morsels.enumerated().map { (part, morsel) throws(EngineError) in
            var morsel = morsel
            try program.compute(
              Set(targets), of: &morsel, isFittedRows: isFittingRun && part == dataset.division.fitOn)
            return TableRows(
              columns: targets.map { morsel.columns[$0]! }, rowNumbers: morsel.rowNumbers, people: morsel.people)
          }
          return try tables.merging(parts, for: step)
        } commit: { (rows) throws(EngineError) in
          hasEnough = try !commit(rows)
          // Stops the pool; what is thrown does not matter.
          if hasEnough { throw .interrupted }
        }
      } catch {
        if !hasEnough { throw error }
      }
      return !hasEnough
    }
  }

  /// The rows of the parts of one chunk, in the order of the table again.
  private func merging(_ parts: [TableRows], for step: BoundTableStep) throws(EngineError) -> TableRows {
    let filled = parts.filter { $0.count > 0 }
    guard filled.count > 1 else { return filled.first ?? parts[0] }
    let rows = try concatenating(filled, of: step), numbers = rows.rowNumbers
    let order = Buffer((0..<Int32(numbers.count)).sorted { numbers[Int($0)] < numbers[Int($1)] })
    return TableRows(
      columns: rows.columns.map { $0.gather(order) }, rowNumbers: numbers.gather(order),
      people: rows.people?.gather(order))
  }

  /// The rows of pieces, at least one, one after the other.
  private func concatenating(_ pieces: [TableRows], of step: BoundTableStep) throws(EngineError) -> TableRows {
    TableRows(
      columns: try pieces[0].columns.indices.map { (position) throws(EngineError) in
        try joining(pieces.map { $0.columns[position] }, of: step)
      },
      rowNumbers: .concatenated(pieces.map(\.rowNumbers)),
      people: pieces[0].people == nil ? nil : .concatenated(pieces.compactMap(\.people)))
  }

  private func joining(_ columns: [Column], of step: BoundTableStep) throws(EngineError) -> Column {
    do {
      return try Column.concatenated(columns)
    } catch {
      throw tooLarge(
        step, "works on a table with more than 2 GiB of text in one column",
        help: "leave the column out of the contract, or aggregate before")
    }
  }

  private func doesNotFit(_ step: BoundTableStep) -> EngineError {
    tooLarge(
      step, "works on tables that do not fit in memory: --memory allows \(MemoryBudget.text(job.memory.limit))",
      help: "leave columns out, filter or aggregate before, or raise --memory")
  }

  private func tooLarge(_ step: BoundTableStep, _ problem: String, help: String) -> EngineError {
    let step = job.plan.steps[step.step]
    return .diagnostics([
      Diagnostic(
        .tableTooLarge, at: .file(job.plan.file, step.span), "step `\(step.id)` \(problem)", help: help)
    ])
  }
}

extension TableRows {
  fileprivate var byteCount: Int {
    columns.reduce(rowNumbers.byteCount + (people?.byteCount ?? 0)) { $0 + $1.byteCount }
  }
}
