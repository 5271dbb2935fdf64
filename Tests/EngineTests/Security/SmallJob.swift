import Configuration
import Foundation
import Privacy

@testable import Engine

/// A pipeline over one table of people, run in a directory of its own.
struct SmallJob {
  let directory: URL

  static let columns = [
    "person: {type: string, role: group, nullable: true, pii: id}", "x: {type: float, nullable: true}",
    "n: {type: int}",
    "c: {type: category, nullable: true}", "y: {type: bool, role: target}",
  ]

  /// Lays out the pipeline, its key ring and the table in a fresh directory, removed afterwards.
  static func with<Result>(steps: [String], csv: String, _ body: (SmallJob) throws -> Result) throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "small-job-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let job = SmallJob(directory: directory)
    _ = try KeyRing.createUnprotected(at: job.path("ring.keyring"))
    try job.write(csv)
    let pipeline = """
      featurize: 1
      name: small
      secrets:
        ring: {file: \(job.path("ring.keyring"))}
      sources:
        people:
          format: csv
          uri: \(job.path("in.csv"))
          contract:
            on_invalid_row: {action: quarantine, max_fraction: 1}
            columns:
              \(columns.joined(separator: "\n        "))
      privacy:
        subject: people.person
        k: 5
        rules:
          - {id: key, use: tokenize, columns: [person], with: {domain: person, key: ring}}
      steps:
      \(steps.map { "  - \($0)" }.joined(separator: "\n"))
      outputs:
        all: {format: csv, uri: \(job.path("out.csv"))}
      quarantine: {uri: \(job.path("rejected.csv"))}

      """
    try Data(pipeline.utf8).write(to: directory.appending(path: "pipeline.yaml"))
    return try body(job)
  }

  func path(_ name: String) -> String { directory.appending(path: name).path }

  func write(_ csv: String) throws { try Data(csv.utf8).write(to: directory.appending(path: "in.csv")) }

  func job(threads: Int = 1) throws -> Job {
    let plan = try LoadedPipeline(path: path("pipeline.yaml"), environment: [:]).plan.get()
    return try Job(plan: plan, keys: KeyRings(for: plan), threads: threads)
  }

  /// What fitting the table as it is now yields.
  func fit(threads: Int = 1) throws -> FittedPipeline {
    let job = try job(threads: threads)
    return try job.fit(job.ingest(forFitting: true)).pipeline
  }
}
