import Columns
import Configuration
import Formats
import Ledger
import Logging
import Plan
import Privacy

extension Run {
  /// A part of a chunk as one output takes it.
  private struct Piece: Sendable {
    /// Position in `Plan.outputs`.
    let output: Int
    let rows: Int
    let bytes: Buffer<UInt8>
    /// Hashes of its tokens, for the ledger.
    let tokens: [UInt64]
  }

  /// The pieces of one chunk, and its rows that an output takes.
  private struct Written: Sendable {
    var pieces: [Piece] = []
    var rows = 0
    /// Rows of the parts that outputs take, and that `privacy.release` keeps out of all of them.
    var suppressed = 0
  }

  /// Transforms every chunk of every table that is written, in the order of the table, and writes it to the outputs of
  /// its part.
  func writeFeatures(
    _ fit: Job.Fit, _ publication: Publication, _ record: inout RunRecord, _ tokens: inout RunTokens
  ) throws(EngineError) {
    let views = plan.outputs.map { output in
      let view = fit.pipeline.view(of: output)
      return output.format == .npy ? view.asMatrix : view
    }
    var releases: [Int: OutputRelease] = [:]
    if let release = plan.release { (releases, record.releases) = try ReleasePass(self, release).outputs(fit, views) }
    let formats = try zip(plan.outputs, views).map { (output, view) throws(EngineError) in
      try format(of: output, view, fit)
    }
    var writers = try plan.outputs.indices.map { (position) throws(EngineError) in
      try OutputWriter(
        plan.outputs[position], schema: views[position].schema, format: formats[position], publication: publication,
        egress: egress, isDigested: plan.isDigested)
    }
    let chunkCount = Set(views.map(\.table)).reduce(0) { $0 + fit.tables.datasets[$1].chunkCount }
    var chunksDone = 0
    var collectors = writers.map { [job] _ in TokenCollector(job.pool) }
    for table in Set(views.map(\.table)).sorted() {
      let outputs = plan.outputs.indices.filter { views[$0].table == table }
      try write(outputs, of: table, views, formats, releases, fit, &writers, &collectors, &record) {
        chunksDone += 1
        job.logger.trace("wrote chunk", metadata: ["chunk": "\(chunksDone)"])
        job.progress(Job.Progress(phase: .writing, done: chunksDone, of: chunkCount))
      }
    }
    record.outputs = writers.map { $0.finish() }
    tokens.outputs = collectors.indices.map { collectors[$0].finish() }
  }

  /// How an output's rows are written.
  private func format(
    of output: PlannedOutput, _ view: TableView, _ fit: Job.Fit
  ) throws(EngineError) -> OutputFormat {
    guard output.format == .npy else { return .csv(CSVWriter()) }
    if let text = view.columns.first(where: { !MatrixWriter.holds($0.field.type) }) {
      throw .diagnostics([
        Diagnostic(
          .notANumber, at: .whole(plan.file),
          "output `\(output.name)` came out of fitting with `\(text.field.name)`, which is \(text.field.type.rawValue)",
          help: "encode it, drop it, or write CSV")
      ])
    }
    guard let part = output.part else { return .matrix(MatrixWriter(), rows: fit.tables.rowCounts[view.table]) }
    var rows = 0
    try fit.tables.datasets[view.table].forEach(job.pool) { (morsels) throws(EngineError) in
      morsels[part].count
    } commit: { (count) throws(EngineError) in
      rows += count
    }
    return .matrix(MatrixWriter(), rows: rows)
  }

  /// Writes the outputs that are made of one table.
  private func write(
    _ outputs: [Int], of table: Int, _ views: [TableView], _ formats: [OutputFormat], _ releases: [Int: OutputRelease],
    _ fit: Job.Fit,
    _ writers: inout [OutputWriter], _ collectors: inout [TokenCollector], _ record: inout RunRecord,
    chunkDone: () -> Void
  ) throws(EngineError) {
    let dataset = fit.tables.datasets[table], pipeline = fit.pipeline
    let gate = OutputGate(
      policy: plan.privacy?.onEgress == .redact ? .redact : .block, detection: plan.detection)
    let names = plan.outputs.map(\.name), kinds = plan.outputs.map(\.format), parts = plan.outputs.map(\.part)
    let hasher = job.filterHasher
    let fittedPart = command == .run ? dataset.division.fitOn : nil
    // Rows that no output has may still have gone into other tables.
    let isJoined = pipeline.program.joinedTables.contains(table)
    try dataset.drainNumbered(job.pool) { (chunk, morsels) throws(EngineError) -> Written in
      var written = Written()
      for (part, morsel) in morsels.enumerated() {
        let takers = outputs.filter { parts[$0] ?? part == part }
        if !takers.isEmpty {
          let rows = Self.rows(of: morsel, taken: takers.map { releases[$0]?.isKept(chunk: chunk, part: part) })
          written.rows += rows
          written.suppressed += morsel.count - rows
        }
        for (position, taker) in takers.enumerated() {
          // Outputs of one part and the same columns share their bytes.
          let same = takers[..<position].first {
            views[$0].columns == views[taker].columns && kinds[$0] == kinds[taker]
              && (releases[$0] == nil) == (releases[taker] == nil)
          }
          if let same, let piece = written.pieces.last(where: { $0.output == same }) {
            written.pieces.append(Piece(output: taker, rows: piece.rows, bytes: piece.bytes, tokens: piece.tokens))
            continue
          }
          let batch = try pipeline.transform(morsel, to: views[taker], isFittedRows: part == fittedPart)
          var passed = try egressing { () throws(EgressError) in try gate.pass(batch, output: names[taker]) }
          if let release = releases[taker] {
            let coarse = try release.apply(to: passed, chunk: chunk, part: part)
            // Once more: a part of a text that is harmless need not be.
            passed = try egressing { () throws(EgressError) in try gate.pass(coarse, output: names[taker]) }
          }
          written.pieces.append(
            Piece(
              output: taker, rows: passed.rowCount, bytes: formats[taker].rows(passed),
              tokens: hasher?.hashes(ofTokensIn: passed.columns, passed.schema.fields) ?? []))
        }
      }
      return written
    } commit: { (written) throws(EngineError) in
      for piece in written.pieces {
        try writers[piece.output].write(piece.bytes, rows: piece.rows)
        collectors[piece.output].add(piece.tokens)
      }
      record.tables[table].rows.output += written.rows
      if !isJoined { record.tables[table].rows.dropped += written.suppressed }
      chunkDone()
    }
  }

  /// Rows that at least one output takes: all of them, where one is not released by a policy.
  private static func rows(of morsel: Morsel, taken: [ArraySlice<Bool>?]) -> Int {
    let kept = taken.compactMap(\.self)
    guard kept.count == taken.count else { return morsel.count }
    return (0..<morsel.count).count { row in kept.contains { $0[$0.startIndex + row] } }
  }

  /// Writes the rows that were set aside: where, which rule, and the shapes of their values.
  func writeQuarantine(
    _ ingested: [Job.Ingested], _ publication: Publication, _ record: inout RunRecord
  ) throws(EngineError) {
    guard let uri = plan.quarantine else { return }
    let format = CSVWriter()
    let own = (ingested.count > 1 ? ["_source"] : []) + ["_row", "_rule", "_column"]
    // One column for each name of a field, in whatever source; a file may have two fields of one name.
    let named = ingested.map { $0.shapeNames.numbered }
    var fields: [NumberedName] = []
    for name in named.joined() where !fields.contains(name) { fields.append(name) }
    var columns: [[String?]] = Array(repeating: [], count: own.count - 3)
    var rules: [String] = [], columnNames: [String?] = [], rows: [Int64] = []
    var shapes: [[String?]] = Array(repeating: [], count: fields.count)
    for (source, names) in zip(ingested, named) {
      let quarantine = QuarantineShapes(source.source)
      let places = fields.map { names.firstIndex(of: $0) }
      for record in source.invalid {
        if !columns.isEmpty { columns[0].append(source.source.name) }
        rows.append(record.row)
        rules.append(record.rule.rawValue)
        columnNames.append(record.column)
        for (position, place) in places.enumerated() {
          shapes[position].append(place.flatMap { quarantine.shape(of: $0, named: fields[position].name, in: record) })
        }
      }
    }
    let types: [ColumnType] = columns.map { _ in .string } + [.int, .string, .string]
    let schema = Schema(
      zip(own, types).map { Field(name: $0, type: $1) }
        + fields.map(\.name).madeDistinct(from: own).map { Field(name: $0, type: .string) })
    let batch = Batch(
      schema: schema,
      columns: columns.map { .string($0) } + [.int(rows), .string(rules), .string(columnNames)]
        + shapes.map { .string($0) })
    var writer = try OutputWriter(
      PlannedOutput(name: "quarantine", uri: uri, from: nil, part: nil), schema: schema, format: .csv(format),
      publication: publication, egress: egress, isDigested: plan.isDigested)
    try writer.write(format.rows(batch), rows: rows.count)
    record.quarantine = writer.finish()
  }
}

/// A name, and which of those of the same name it is.
private struct NumberedName: Equatable {
  let name: String
  let number: Int
}

extension [String] {
  fileprivate var numbered: [NumberedName] {
    enumerated().map { position, name in
      NumberedName(name: name, number: self[..<position].count { $0 == name })
    }
  }

  /// Names that occur once and are none of `others`: a contract may name a column as quarantine names its own.
  fileprivate func madeDistinct(from others: [String]) -> [String] {
    var taken = Set(others)
    return map { name in
      var name = name
      while !taken.insert(name).inserted { name += "_" }
      return name
    }
  }
}
