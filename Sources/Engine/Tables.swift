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
    var inputs: [TableRows] = []
    var bytes = 0
    for view in step.inputs {
      inputs.append(try rows(of: view, for: step, program, isFittingRun: isFittingRun, bytes: &bytes))
    }
    let rows: TableRows
    do {
      var context = step.context
      context.pool = job.pool
      rows = try transformer.transform(inputs, context)
    } catch {
      throw .step(StepFailure(step: step.step, table: step.context.inputs[0].name, error: error))
    }
    precondition(rows.columns.count == table.columns.count, "a transformer puts out the columns it declared")
    let made = MadeTable(rows, division: RowDivision(table, job.plan, job.intake))
    datasets.append(Dataset(reader: made, budget: job.memory.kept, cancellation: job.cancellation))
    rowCounts.append(rows.count)
    job.logger.debug(
      "made table",
      metadata: [
        "step": "\(table.name)", "tables": "\(inputs.count)", "rows": "\(rows.count)",
        "columns": "\(rows.columns.count)", "ms": clock.now.milliseconds(since: start),
      ])
  }

  /// All rows of a table in order, with the columns of a view.
  ///
  /// - Parameter bytes: of the tables of the step so far.
  private func rows(
    of view: TableView, for step: BoundTableStep, _ program: Program, isFittingRun: Bool, bytes: inout Int
  ) throws(EngineError) -> TableRows {
    let dataset = datasets[view.table], targets = view.columns.map(\.id)
    var chunks: [[Column]] = Array(repeating: [], count: targets.count)
    var numbers: [Buffer<Int64>] = []
    var people: [Buffer<UInt64>] = []
    try dataset.forEach(job.pool) { (morsels) throws(EngineError) -> TableRows in
      let parts = try morsels.enumerated().map { (part, morsel) throws(EngineError) in
        var morsel = morsel
        try program.compute(
          Set(targets), of: &morsel, isFittedRows: isFittingRun && part == dataset.division.fitOn)
        return TableRows(
          columns: targets.map { morsel.columns[$0]! }, rowNumbers: morsel.rowNumbers, people: morsel.people)
      }
      return try merging(parts, for: step)
    } commit: { (rows) throws(EngineError) in
      for (position, column) in rows.columns.enumerated() { chunks[position].append(column) }
      numbers.append(rows.rowNumbers)
      if let hashes = rows.people { people.append(hashes) }
      bytes += rows.columns.reduce(rows.rowNumbers.byteCount + (rows.people?.byteCount ?? 0)) { $0 + $1.byteCount }
      guard job.memory.allows(bytes) else {
        throw tooLarge(
          step, "works on tables that do not fit in memory: --memory allows \(MemoryBudget.text(job.memory.limit))",
          help: "leave columns out, filter or aggregate before, or raise --memory")
      }
    }
    // Each column's chunks are let go as soon as they are joined.
    let unjoined = Mutex(chunks)
    chunks = []
    return TableRows(
      columns: try job.pool.map(targets.count) { (position) throws(EngineError) -> Column in
        let parts = unjoined.withLock { chunks in
          defer { chunks[position] = [] }
          return chunks[position]
        }
        return parts.isEmpty ? .empty(view.columns[position].field.type) : try joining(parts, of: step)
      },
      rowNumbers: .concatenated(numbers),
      people: people.count == numbers.count && !people.isEmpty ? .concatenated(people) : nil)
  }

  /// The rows of the parts of one chunk, in the order of the table again.
  private func merging(_ parts: [TableRows], for step: BoundTableStep) throws(EngineError) -> TableRows {
    let filled = parts.filter { $0.count > 0 }
    guard filled.count > 1 else { return filled.first ?? parts[0] }
    let numbers = Buffer.concatenated(filled.map(\.rowNumbers))
    let order = Buffer((0..<Int32(numbers.count)).sorted { numbers[Int($0)] < numbers[Int($1)] })
    return TableRows(
      columns: try filled[0].columns.indices.map { (position) throws(EngineError) in
        try joining(filled.map { $0.columns[position] }, of: step).gather(order)
      },
      rowNumbers: numbers.gather(order),
      people: filled[0].people == nil ? nil : .concatenated(filled.compactMap(\.people)).gather(order))
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

  private func tooLarge(_ step: BoundTableStep, _ problem: String, help: String) -> EngineError {
    let step = job.plan.steps[step.step]
    return .diagnostics([
      Diagnostic(
        .tableTooLarge, at: .file(job.plan.file, step.span), "step `\(step.id)` \(problem)", help: help)
    ])
  }
}
