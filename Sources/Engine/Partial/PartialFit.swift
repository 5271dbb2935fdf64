import Columns
package import Configuration
package import Plan
import Privacy
import Transforms

/// An unfinished fit: what the rows of one part of the data tell of the steps that come next. Parts are merged in their
/// order; the merged one is finished.
///
/// A fit takes as many rounds as a run takes passes: a scaler behind an imputer learns from filled columns, so its
/// statistics are collected when the imputer is fitted.
package struct PartialFit {
  /// Digest of all that must be equal for parts to belong together: sources, privacy rules, k, key, steps.
  let identity: String
  /// 1 for the first.
  package let round: Int
  /// Rows that were looked at.
  package fileprivate(set) var rowCount: Int
  /// The statistics of earlier rounds, merged and as they were read.
  let earlier: [CollectedStep]
  var statistics: [(step: Int, statistics: any Accumulator)]
  /// What this round was collected from.
  private(set) var sources: [CollectedSource]

  /// The ids of the steps whose statistics these are.
  package func stepIDs(_ plan: Plan) -> [String] { statistics.map { plan.steps[$0.step].id } }

  /// Collects one round over the data of a job.
  ///
  /// - Parameter earlier: the merged part of the round before; it is finished first.
  package init(_ job: Job, after earlier: PartialFit?) throws(EngineError) {
    let obstacles = job.plan.obstaclesToParts
    guard obstacles.isEmpty else { throw .diagnostics(obstacles.map { $0.diagnostic(in: job.plan.file) }) }
    let collected = try earlier.map { (earlier) throws(EngineError) in try earlier.collectedSteps(job) } ?? [:]
    let started = WallClock.now.description
    let ingested = try job.ingest(forFitting: true)
    var fitting = Fitting(job, ingested, collected: collected)
    guard let round = try fitting.collect() else {
      throw .diagnostics([
        Diagnostic(
          .partialFit, at: .whole(job.plan.file), "there is nothing more to collect: every step is fitted",
          help: "make the state with `featurize finish`")
      ])
    }
    identity = job.plan.fitIdentity(keys: job.intake.keys)
    self.round = (earlier?.round ?? 0) + 1
    self.earlier = earlier.map { $0.earlier + $0.statistics.map { CollectedStep(encoding: $0, of: $1) } } ?? []
    rowCount = round.rowCount
    statistics = round.statistics.map { ($0.step.step, $0.statistics) }
    // Whoever was in an earlier round is in this one's statistics, too.
    sources =
      try ingested.map { (ingested) throws(EngineError) in try CollectedSource(ingested, since: started) }
      + (earlier?.sources ?? [])
  }

  init(
    identity: String, round: Int, rowCount: Int, earlier: [CollectedStep],
    statistics: [(step: Int, statistics: any Accumulator)], sources: [CollectedSource]
  ) {
    self.identity = identity
    self.round = round
    self.rowCount = rowCount
    self.earlier = earlier
    self.statistics = statistics
    self.sources = sources
  }

  /// Adds the rows of the part that comes next.
  ///
  /// - Throws: a part of another round, and what a transformer refuses.
  package mutating func merge(_ other: PartialFit, for plan: Plan) throws(EngineError) {
    guard round == other.round, earlier == other.earlier,
      statistics.map(\.step) == other.statistics.map(\.step)
    else {
      throw .diagnostics([
        Diagnostic(
          .partialFit, at: .whole(plan.file),
          "parts of different rounds cannot be merged: \(round) and \(other.round), or begun after different merges",
          help: "merge all parts of one round, then collect the next with `--after` that merged file")
      ])
    }
    rowCount += other.rowCount
    sources += other.sources.filter { !sources.contains($0) }
    for position in statistics.indices {
      do throws(TransformError) {
        try statistics[position].statistics.mergeErased(other.statistics[position].statistics)
      } catch {
        throw .step(StepFailure(step: statistics[position].step, table: plan.sources[0].name, error: error))
      }
    }
  }

  /// The fitted pipeline.
  ///
  /// - Throws: where steps are left that learn from what these steps make.
  package func finish(_ job: Job) throws(EngineError) -> FittedPipeline {
    var fitting = Fitting(job, [], collected: try collectedSteps(job))
    if let left = try fitting.nextSteps() {
      let names = left.map { "`\(job.plan.steps[$0.step].id)`" }.joined(separator: ", ")
      throw .diagnostics([
        Diagnostic(
          .partialFit, at: .whole(job.plan.file),
          "the fit is not complete: \(names) \(left.count == 1 ? "learns" : "learn") from columns that the steps so far make",
          help: "collect round \(round + 1) over the same data: `featurize fit --partial --after` this file")
      ])
    }
    return FittedPipeline(program: fitting.program, result: fitting.binding, keys: job.intake.keys)
  }

  /// The statistics of this round and those before it.
  private func collectedSteps(_ job: Job) throws(EngineError) -> [Int: any Accumulator] {
    var collected: [Int: any Accumulator] = [:]
    for step in earlier { collected[step.step] = try step.statistics(job, named: "part") }
    for (step, statistics) in statistics { collected[step] = statistics }
    return collected
  }
}

extension Plan {
  /// What must be equal for parts of a fit to belong together.
  func fitIdentity(keys: KeyRings) -> String {
    let identity: JSON = [
      "sources": .array(sourceRecords), "privacy": .array(treatmentRecords),
      "k": privacy.map { .int(Int64($0.k)) } ?? .null, "key": keys.kid.map { .string($0) } ?? .null,
      "split": split.map { split in
        [
          "by": .string(split.column), "fit_on": .int(Int64(split.fitOn)),
          "parts": .array(split.parts.map { .float($0.fraction) }),
        ]
      } ?? .null,
      "steps": .array(
        steps.map { ["id": .string($0.id), "use": .string($0.use), "with": $0.arguments ?? .null] }),
    ]
    return Digest.text(of: identity.canonical)
  }
}
