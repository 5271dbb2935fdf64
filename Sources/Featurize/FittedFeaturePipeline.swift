import Columns
import Engine
import Ledger
import Plan

/// A fitted pipeline: turns further rows into the same features, from a file or one at a time.
///
/// A class, as `FeaturePipeline` is, so that code compiled against it does not depend on how the engine's values are laid
/// out: an incremental build of a client does not see those change.
public final class FittedFeaturePipeline: Sendable {
  private let fitted: FittedPipeline
  /// For files, and for single rows: made ready once, so that serving a row reads no file and derives no key.
  private let job: Job
  private let serving: Serving
  private let features: MatrixFeatures

  init(_ fitted: FittedPipeline, keys: KeyRings, threads: Int) throws(EngineError) {
    self.fitted = fitted
    features = MatrixFeatures(fitted.result.current.schema)
    let plan = fitted.plan.undivided()
    let ledger = try Ledger.open(for: plan, keys: keys)
    job = try Job(plan: plan, keys: keys, ledger: ledger, threads: threads)
    serving = Serving(fitted, job: try Job(plan: plan, keys: keys, ledger: ledger, threads: 1))
  }

  /// Names of the features, in order: the columns of a matrix, and such as have no number. Tokens are not among them.
  public var featureNames: [String] {
    fitted.columns.map(\.field).filter(\.isMatrixFeature).map(\.name)
  }

  /// The fitted state as bytes: canonical JSON without any person in it. Equal fits have equal bytes.
  public var state: [UInt8] { Array(fitted.document.utf8) }

  /// `blake2b:` and 64 hexadecimal digits that identify the state.
  public var digest: String { fitted.digest }

  /// Transforms a file with the columns of the pipeline's first source; the target may be absent. Further sources are
  /// read where the pipeline says.
  ///
  /// Rows that break the contract are left out, as the contract's policy says.
  public func transform(contentsOf path: String) throws(FeaturizeError) -> FeatureTable {
    try transform(contentsOf: [job.plan.sources[0].name: path])
  }

  /// Transforms files, by the names of the sources; those that are not named are read where the pipeline says.
  ///
  /// Rows that break a contract are left out, as the contract's policy says.
  public func transform(contentsOf paths: [String: String]) throws(FeaturizeError) -> FeatureTable {
    let reading = job.reading(paths)
    return try transform(reading) { () throws(EngineError) in
      try reading.requireSources(paths.keys)
      return try reading.ingest(forFitting: false)
    }
  }

  /// Transforms rows that are given as text, as they would stand in the source file; for serving. They take the very
  /// way that rows of a file take, so training and serving cannot differ.
  ///
  /// - Parameter rows: Values by the names of the first source's columns; a column that is absent is missing. Further
  ///   sources are empty.
  /// - Throws: a row that breaks the contract.
  public func transform(rows: [[String: String]]) throws(FeaturizeError) -> FeatureTable {
    do {
      return table(try serving.features(ofFirst: rows))
    } catch {
      throw FeaturizeError(error.diagnostics(for: serving.plan))
    }
  }

  /// Transforms rows of several sources, by their names: a customer with the events that belong to them.
  ///
  /// - Throws: a row that breaks its contract.
  public func transform(rows: [String: [[String: String]]]) throws(FeaturizeError) -> FeatureTable {
    try reporting(for: serving.plan) { () throws(EngineError) in
      try job.requireSources(rows.keys)
      return table(try serving.features(of: rows))
    }
  }

  private func transform(
    _ job: Job, _ ingest: () throws(EngineError) -> [Job.Ingested]
  ) throws(FeaturizeError) -> FeatureTable {
    try reporting(for: job.plan) { () throws(EngineError) in
      let fit = try job.apply(fitted, to: try ingest())
      return table(try job.tables(fit, isFittingRun: false)[0])
    }
  }

  private func table(_ part: Job.Part) -> FeatureTable {
    FeatureTable(schema: part.schema, batches: part.batches, source: fitted.tableName, features: features)
  }
}
