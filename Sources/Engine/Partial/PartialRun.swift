import Configuration
import Formats
package import Plan
package import Privacy

/// The commands of a fit in parts: `fit --partial`, `merge`, `finish`.
package struct PartialRun {
  let job: Job
  let egress: Egress

  package init(job: Job, egress: Egress) {
    self.job = job
    self.egress = egress
  }

  /// Collects the next round over the job's data and writes it.
  ///
  /// - Parameter earlier: the merged file of the round before.
  package func collect(after earlier: String?, to path: String) throws(EngineError) -> PartialFit {
    let earlier = try earlier.map { (earlier) throws(EngineError) in try read(earlier) }
    let partial = try PartialFit(job, after: earlier)
    try publish(try partial.document(job), to: path)
    return partial
  }

  /// Joins parts in the given order.
  package func merge(_ paths: [String], to path: String) throws(EngineError) -> PartialFit {
    var merged = try read(paths[0])
    for path in paths.dropFirst() { try merged.merge(try read(path), for: job.plan) }
    try publish(try merged.document(job), to: path)
    return merged
  }

  /// Makes the fitted state of a merged part.
  package func finish(_ part: String, to path: String) throws(EngineError) -> FittedPipeline {
    let fitted = try read(part).finish(job)
    try egressing { () throws(EgressError) in
      try OutputGate(policy: .block, detection: job.plan.detection).check(fitted.json, output: "state")
    }
    try publish(Array(fitted.document.utf8), to: path)
    return fitted
  }

  private func read(_ path: String) throws(EngineError) -> PartialFit {
    try PartialFit(document: Self.bytes(of: path), named: path, job)
  }

  /// A part, whole.
  package static func bytes(of path: String) throws(EngineError) -> [UInt8] {
    do throws(FormatError) {
      return try ByteSource(path: path).bytes()
    } catch {
      throw .diagnostics([error.diagnostic(reading: path)])
    }
  }

  private func publish(_ bytes: [UInt8], to path: String) throws(EngineError) {
    let publication = Publication()
    do throws(EngineError) {
      try egressing { () throws(EgressError) in
        try bytes.withUnsafeBufferPointer { (bytes) throws(EgressError) in
          let bytes = UnsafeRawBufferPointer(bytes)
          if path == "-" { try egress.data(bytes) } else { try publication.file(at: path).write(bytes) }
        }
      }
      guard job.cancellation.close() else { throw .interrupted }
      try egressing { () throws(EgressError) in try publication.publish() }
    } catch {
      publication.abandon()
      throw error
    }
  }
}
