import Columns
import Configuration
import Plan
import Synchronization
import Transforms

/// A step that makes a table of tables, at work on their rows: all at once where they fit in memory, or in pieces.
struct TableStep {
  let job: Job
  /// By position in `Binding.tables`.
  let datasets: [Dataset]
  let bound: BoundTableStep
  let program: Program
  /// Whether the rows that were fitted on are transformed as such.
  let isFittingRun: Bool

  /// The rows that come out.
  func rows(by transformer: any TableTransformer) throws(EngineError) -> TableRows {
    var context = bound.context
    context.pool = job.pool
    let stream =
      bound.inputs.count == 1 ? try failing { () throws(TransformError) in try transformer.stream(context) } : nil
    // Where there is another way, a table may take a third: while it is put together it is there twice.
    let limit = stream == nil ? job.memory.allowance : job.memory.limit / 3
    var inputs: [TableRows] = []
    var bytes = 0
    for view in bound.inputs {
      if let rows = try rows(of: view, below: limit, &bytes) {
        inputs.append(rows)
      } else {
        guard let stream else { throw doesNotFit }
        return try rows(of: stream, over: view)
      }
    }
    return try failing { () throws(TransformError) in try transformer.transform(inputs, context) }
  }

  /// All rows of a table in order, with the columns of a view; `nil` where they take more than `limit`.
  ///
  /// - Parameter bytes: of the tables of the step so far.
  private func rows(of view: TableView, below limit: Int, _ bytes: inout Int) throws(EngineError) -> TableRows? {
    var chunks: [[Column]] = Array(repeating: [], count: view.columns.count)
    var numbers: [Buffer<Int64>] = []
    var people: [Buffer<UInt64>] = []
    let isWhole = try forEachChunk(of: view) { (rows) throws(EngineError) in
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
        return parts.isEmpty ? .empty(view.columns[position].field.type) : try joining(parts)
      },
      rowNumbers: .concatenated(numbers),
      people: people.count == numbers.count && !people.isEmpty ? .concatenated(people) : nil)
  }

  /// The rows that come out of a table which goes by in pieces; large ones, since each has its price by group.
  private func rows(of stream: any TableStream, over view: TableView) throws(EngineError) -> TableRows {
    var stream = stream
    var waiting: [TableRows] = []
    var bytes = 0
    func take() throws(EngineError) {
      guard !waiting.isEmpty else { return }
      let piece = try concatenating(waiting)
      (waiting, bytes) = ([], 0)
      try failing { () throws(TransformError) in try stream.add(piece) }
      guard job.memory.allows(2 * stream.byteCount) else { throw doesNotFit }
    }
    repeat {
      _ = try forEachChunk(of: view) { (rows) throws(EngineError) in
        waiting.append(rows)
        bytes += rows.byteCount
        if bytes > job.memory.limit / 8 { try take() }
        return true
      }
      try take()
    } while try failing { () throws(TransformError) in try stream.endPass() }
    return try failing { () throws(TransformError) in try stream.finish() }
  }

  /// Hands on the rows of each chunk in order, with the columns of a view, while `commit` wants more; whether all came.
  private func forEachChunk(
    of view: TableView, commit: (TableRows) throws(EngineError) -> Bool
  ) throws(EngineError) -> Bool {
    let dataset = datasets[view.table], targets = view.columns.map(\.id)
    var wantsMore = true
    do throws(EngineError) {
      try dataset.forEach(job.pool) { (morsels) throws(EngineError) -> TableRows in
        let parts = try morsels.enumerated().map { (part, morsel) throws(EngineError) in
          var morsel = morsel
          try program.compute(
            Set(targets), of: &morsel, isFittedRows: isFittingRun && part == dataset.division.fitOn)
          return TableRows(
            columns: targets.map { morsel.columns[$0]! }, rowNumbers: morsel.rowNumbers, people: morsel.people)
        }
        return try merging(parts)
      } commit: { (rows) throws(EngineError) in
        wantsMore = try commit(rows)
        // Stops the pool; what is thrown does not matter.
        if !wantsMore { throw .interrupted }
      }
    } catch {
      if wantsMore { throw error }
    }
    return wantsMore
  }

  // MARK: - Rows put together

  /// The rows of the parts of one chunk, in the order of the table again.
  private func merging(_ parts: [TableRows]) throws(EngineError) -> TableRows {
    let filled = parts.filter { $0.count > 0 }
    guard filled.count > 1 else { return filled.first ?? parts[0] }
    let rows = try concatenating(filled), numbers = rows.rowNumbers
    let order = Buffer((0..<Int32(numbers.count)).sorted { numbers[Int($0)] < numbers[Int($1)] })
    return TableRows(
      columns: rows.columns.map { $0.gather(order) }, rowNumbers: numbers.gather(order),
      people: rows.people?.gather(order))
  }

  /// The rows of pieces, at least one, one after the other.
  private func concatenating(_ pieces: [TableRows]) throws(EngineError) -> TableRows {
    TableRows(
      columns: try pieces[0].columns.indices.map { (position) throws(EngineError) in
        try joining(pieces.map { $0.columns[position] })
      },
      rowNumbers: .concatenated(pieces.map(\.rowNumbers)),
      people: pieces[0].people == nil ? nil : .concatenated(pieces.compactMap(\.people)))
  }

  private func joining(_ columns: [Column]) throws(EngineError) -> Column {
    do {
      return try Column.concatenated(columns)
    } catch {
      throw tooLarge(
        "works on a table with more than 2 GiB of text in one column",
        help: "leave the column out of the contract, or aggregate before")
    }
  }

  // MARK: - Errors

  private func failing<Value>(_ work: () throws(TransformError) -> Value) throws(EngineError) -> Value {
    do throws(TransformError) {
      return try work()
    } catch {
      throw .step(StepFailure(step: bound.step, table: bound.context.inputs[0].name, error: error))
    }
  }

  private var doesNotFit: EngineError {
    tooLarge(
      "works on tables that do not fit in memory: --memory allows \(MemoryBudget.text(job.memory.limit))",
      help: "leave columns out, filter or aggregate before, or raise --memory")
  }

  private func tooLarge(_ problem: String, help: String) -> EngineError {
    let step = job.plan.steps[bound.step]
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
