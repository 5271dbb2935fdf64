import Columns
import Configuration
import Engine
import Ledger
import Plan

/// A pipeline file, read and checked: the way in for programs that train on features or serve them.
///
/// Calls are synchronous and use threads of their own; nothing is printed, and no file is written.
public final class FeaturePipeline: Sendable {
  let plan: Plan
  private let threads: Int

  /// Reads and checks a pipeline file. Relative paths in it mean the process's working directory.
  ///
  /// - Parameters:
  ///   - path: The YAML file.
  ///   - parameters: Values for `params:`, as `--set` gives them.
  ///   - threads: Number of threads; by default all processors. Results do not depend on it.
  /// - Throws: everything that is wrong with the file.
  public init(
    contentsOf path: String, parameters: [String: String] = [:], threads: Int? = nil
  ) throws(FeaturizeError) {
    precondition(threads ?? 1 > 0, "at least one thread")
    let overrides = parameters.sorted { $0.key < $1.key }.map {
      Override(name: $0.key, value: $0.value, place: .whole("parameters"))
    }
    let loaded = LoadedPipeline(path: path, overrides: overrides, environment: ProcessEnvironment.variables)
    do throws(DiagnosticError) {
      plan = try loaded.plan.get().withoutFiles
    } catch {
      throw FeaturizeError(error.diagnostics)
    }
    self.threads = threads ?? Machine.processorCount
  }

  /// The columns of the outputs as the plan knows them; what fitting decides stands as a pattern (`plan_*`).
  public var plannedColumns: [String] { plan.columns.map(\.field.name) }

  /// Fits the pipeline on its source.
  public func fit() throws(FeaturizeError) -> FittedFeaturePipeline {
    try fitTransform().pipeline
  }

  /// Fits the pipeline on its source and transforms that source: the features to train on.
  ///
  /// The rows that were fitted on are transformed as a run does it: target encodings are out of fold.
  public func fitTransform() throws(FeaturizeError) -> FittedFeatures {
    try reporting(for: plan) { () throws(EngineError) in
      let keys = try KeyRings(for: plan)
      let job = try Job(plan: plan, keys: keys, ledger: Ledger.open(for: plan, keys: keys), threads: threads)
      let fit = try job.fit(try job.ingest(forFitting: true))
      let tables = try job.tables(fit, isFittingRun: true)
      return FittedFeatures(
        pipeline: try FittedFeaturePipeline(fit.pipeline, keys: keys, threads: threads),
        parts: tables.map { part in
          (part.name, FeatureTable(schema: part.schema, batches: part.batches, source: fit.pipeline.tableName))
        },
        fitPart: tables.count > 1 ? plan.split?.fitOn ?? 0 : 0)
    }
  }

  /// Takes up a fitted state that a run, or `FittedFeaturePipeline.state`, has left.
  ///
  /// - Throws: a damaged state, or one of another pipeline.
  public func restore(state: [UInt8]) throws(FeaturizeError) -> FittedFeaturePipeline {
    try reporting(for: plan) { () throws(EngineError) in
      let keys = try KeyRings(for: plan)
      return try FittedFeaturePipeline(
        try FittedPipeline.read(state, named: "state", for: plan, keys: keys), keys: keys, threads: threads)
    }
  }
}

/// What `fitTransform` yields.
public struct FittedFeatures: Sendable {
  /// The fitted pipeline, for further rows.
  public let pipeline: FittedFeaturePipeline
  private let parts: [(name: String, table: FeatureTable)]
  private let fitPart: Int

  init(pipeline: FittedFeaturePipeline, parts: [(String, FeatureTable)], fitPart: Int) {
    self.pipeline = pipeline
    self.parts = parts.map { ($0.0, $0.1) }
    self.fitPart = fitPart
  }

  /// The rows that were fitted on; all rows of a pipeline without a split.
  public var training: FeatureTable { parts[fitPart].table }

  /// Names of the parts of the split; `all` without one.
  public var partNames: [String] { parts.map(\.name) }

  /// A part of the split by its name.
  public subscript(part: String) -> FeatureTable? { parts.first { $0.name == part }?.table }
}

/// Runs the engine; its errors become the library's.
func reporting<Value>(
  for plan: Plan, _ body: () throws(EngineError) -> Value
) throws(FeaturizeError) -> Value {
  do {
    return try body()
  } catch {
    throw FeaturizeError(error.diagnostics(for: plan))
  }
}
