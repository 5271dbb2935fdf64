import Columns
import Configuration
import Formats
import Ledger
import Logging
import Plan
import Privacy

extension Run {
  /// A part of a chunk, ready to be written.
  private struct Piece: Sendable {
    let rows: Int
    /// `nil`: no output takes the part.
    let bytes: Buffer<UInt8>?
  }

  /// Transforms every chunk and writes it to the outputs of its part, in the order of the source.
  func writeFeatures(
    _ fitted: FittedPipeline, _ ingested: Job.Ingested, _ publication: Publication, _ record: inout RunRecord
  ) throws(EngineError) {
    let schema = Schema(fitted.columns.map(\.field))
    let format = CSVWriter()
    let gate = OutputGate(policy: plan.privacy?.onEgress == .redact ? .redact : .block)
    var writers = try plan.outputs.map { (output) throws(EngineError) in
      try OutputWriter(
        output, schema: schema, format: format, publication: publication, egress: egress,
        isDigested: plan.manifest != nil)
    }
    // The first output that takes a part gives its name to what the gate refuses.
    let takers = ingested.dataset.partNames.indices.map { part in
      plan.outputs.indices.filter { plan.outputs[$0].part ?? part == part }
    }
    let names = plan.outputs.map(\.name)
    let fittedPart = command == .run ? plan.split?.fitOn ?? 0 : nil
    var counts = record.rows
    var chunksDone = 0
    let chunkCount = ingested.dataset.chunkCount, progress = job.progress, logger = job.logger
    try ingested.dataset.drain(job.pool) { (morsels) throws(EngineError) -> [Piece] in
      try morsels.enumerated().map { (part, morsel) throws(EngineError) in
        guard let taker = takers[part].first else { return Piece(rows: morsel.count, bytes: nil) }
        let batch = try fitted.transform(morsel, isFittedRows: part == fittedPart)
        let passed = try egressing { () throws(EgressError) in try gate.pass(batch, output: names[taker]) }
        return Piece(rows: morsel.count, bytes: format.rows(passed))
      }
    } commit: { (pieces) throws(EngineError) in
      for (part, piece) in pieces.enumerated() {
        guard let bytes = piece.bytes else {
          counts.unused += piece.rows
          continue
        }
        counts.output += piece.rows
        for taker in takers[part] { try writers[taker].write(bytes, rows: piece.rows) }
      }
      chunksDone += 1
      logger.trace("wrote chunk", metadata: ["chunk": "\(chunksDone)"])
      progress(Job.Progress(phase: .writing, done: chunksDone, of: chunkCount))
    }
    record.rows = counts
    record.outputs = writers.map { $0.finish() }
  }

  /// Writes the rows that were set aside: where, which rule, and the shapes of their values.
  func writeQuarantine(
    _ ingested: Job.Ingested, _ publication: Publication, _ record: inout RunRecord
  ) throws(EngineError) {
    guard let uri = plan.quarantine else { return }
    let rejected = ingested.invalid
    let format = CSVWriter()
    let own = ["_row", "_rule", "_column"]
    let fields = ingested.shapeNames
    let names = fields.madeDistinct(from: own)
    let quarantine = QuarantineShapes(plan.source)
    let shapes = fields.indices.map { field in
      Column.string(rejected.map { quarantine.shape(of: field, named: fields[field], in: $0) })
    }
    let schema = Schema(
      zip(own, [.int, .string, .string]).map { Field(name: $0, type: $1) }
        + names.map { Field(name: $0, type: .string) })
    let batch = Batch(
      schema: schema,
      columns: [
        .int(rejected.map(\.row)), .string(rejected.map(\.rule.rawValue)), .string(rejected.map(\.column)),
      ] + shapes)
    var writer = try OutputWriter(
      PlannedOutput(name: "quarantine", uri: uri, part: nil), schema: schema, format: format, publication: publication,
      egress: egress, isDigested: plan.manifest != nil)
    try writer.write(format.rows(batch), rows: rejected.count)
    record.quarantine = writer.finish()
  }
}

extension [String] {
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
