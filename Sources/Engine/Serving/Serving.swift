import Columns
package import Plan

/// A fitted pipeline made ready for rows that come one or a few at a time: what does not depend on the rows is done
/// once.
///
/// Rows that are as their contract wants them go straight into columns. All others take the way of a file: it is the
/// same pipeline, and says what is wrong with them.
package struct Serving: Sendable {
  private let job: Job
  private let fitted: FittedPipeline
  /// By position of the source.
  private let intakes: [RowIntake]
  private let route: StepRoute?
  private let others: [[[String: String]]]

  /// - Parameter job: of an undivided plan.
  package init(_ fitted: FittedPipeline, job: Job) {
    self.job = job
    self.fitted = fitted
    intakes = job.plan.sources.indices.map { RowIntake(job.plan, position: $0, intake: job.intake) }
    route = StepRoute(fitted)
    plan = job.plan
    sourceNames = job.plan.sources.map(\.name)
    others = Array(repeating: [], count: sourceNames.count - 1)
  }

  package let plan: Plan
  package let sourceNames: [String]

  /// The features of rows that are given as text, by the names of the sources; a source that is not named is empty.
  package func features(of rows: [String: [[String: String]]]) throws(EngineError) -> Job.Part {
    try features(bySource: sourceNames.map { rows[$0] ?? [] })
  }

  /// Of rows of the first source; all others are empty.
  package func features(ofFirst rows: [[String: String]]) throws(EngineError) -> Job.Part {
    try features(bySource: [rows] + others)
  }

  private func features(bySource rows: [[[String: String]]]) throws(EngineError) -> Job.Part {
    var tables: [(columns: [Column], count: Int)] = []
    tables.reserveCapacity(rows.count)
    for (intake, given) in zip(intakes, rows) {
      guard let columns = try intake.columns(of: given) else {
        return try featuresAsOfFile(Dictionary(uniqueKeysWithValues: zip(sourceNames, rows)))
      }
      tables.append((columns, given.count))
    }
    guard let route else { return try features(of: tables) }
    let (columns, count) = tables[route.source]
    let rowNumbers = Buffer.numbers(count)
    let hashes = route.drawsByRow ? intakes[route.source].division.hashes(columns, rowNumbers: rowNumbers) : nil
    let batch = try route.batch(
      of: columns, rowNumbers: rowNumbers, hashes: hashes?.folds, people: hashes?.people)
    return Job.Part(
      name: intakes[route.source].division.partNames[0], schema: route.schema, batches: count > 0 ? [batch] : [])
  }

  /// The same where tables are made of the rows.
  private func features(of tables: [(columns: [Column], count: Int)]) throws(EngineError) -> Job.Part {
    let ingested = zip(intakes, tables).map { intake, table in
      let rowNumbers = Buffer.numbers(table.count)
      return Job.Ingested(
        source: intake.source,
        dataset: Dataset(
          reader: ServedRows(table.columns, rowNumbers: rowNumbers, division: intake.division), budget: 0,
          cancellation: job.cancellation),
        byteCount: 0, digest: nil, rowCount: table.count, erasedCount: 0, invalid: [], shapeNames: [], tokens: nil)
    }
    return try job.tables(try job.apply(fitted, to: ingested), isFittingRun: false)[0]
  }

  /// The plain way.
  package func featuresAsOfFile(_ rows: [String: [[String: String]]]) throws(EngineError) -> Job.Part {
    try job.tables(try job.apply(fitted, to: try job.ingest(rows: rows)), isFittingRun: false)[0]
  }
}

/// Rows that have been read and treated, as a table of one chunk.
private final class ServedRows: MorselReader {
  let division: RowDivision
  let chunkCount = 1
  private let columns: [Column]
  private let rowNumbers: Buffer<Int64>

  init(_ columns: [Column], rowNumbers: Buffer<Int64>, division: RowDivision) {
    self.columns = columns
    self.rowNumbers = rowNumbers
    self.division = division
  }

  func parts(_ chunk: Int) -> [Morsel] { division.morsels(columns, rowNumbers: rowNumbers) }
}
