import Configuration
import Engine
import Formats
import Foundation
import Glibc
import Ledger
import Plan
import Privacy

/// A directory of its own with a key ring, in which pipelines run without a process. `@` in a pipeline stands for the
/// directory.
struct Workspace {
  let directory: URL

  /// A fresh one, removed afterwards.
  static func with<Result>(_ body: (Workspace) throws -> Result) throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "engine-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let workspace = Workspace(directory: directory)
    try workspace.makeKeyRing("ring.keyring")
    return try body(workspace)
  }

  func path(_ name: String) -> String { directory.appending(path: name).path }

  func makeKeyRing(_ name: String) throws { _ = try KeyRing.createUnprotected(at: path(name)) }

  func write(_ name: String, _ text: String) throws {
    let url = directory.appending(path: name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ name: String) -> String? {
    (try? Data(contentsOf: directory.appending(path: name))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The lines of a file; none where it does not exist.
  func lines(_ name: String) -> [String] { (read(name) ?? "").split(separator: "\n").map(String.init) }

  /// The tokens of customers in an output; its lines may be more than its rows.
  func tokens(_ name: String) -> Set<Substring> {
    Set((read(name) ?? "").matches(of: #/pt1_customer_[a-z0-9_]+/#).map(\.output))
  }

  /// The names in a folder, hidden ones included.
  func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []).sorted()
  }

  func load(_ pipeline: String) throws -> LoadedPipeline {
    try write("pipeline.yaml", pipeline.replacingOccurrences(of: "@", with: directory.path))
    return LoadedPipeline(path: path("pipeline.yaml"), environment: [:])
  }

  func plan(_ pipeline: String) throws -> Plan { try load(pipeline).plan.get() }

  /// Codes of what is wrong with a pipeline; none if it is a plan.
  func planningCodes(_ pipeline: String) throws -> [String] {
    switch try load(pipeline).plan {
    case .success: []
    case .failure(let error): error.diagnostics.filter { $0.severity == .error }.map(\.code.id)
    }
  }

  /// What a run may use; results must not depend on it, but for the chunk size.
  struct Machine {
    var threads = 2
    var memory = 1 << 30
    var chunkSize = 1 << 20
  }

  func job(
    _ plan: Plan, _ machine: Machine, without tombstones: Tombstones = Tombstones(),
    cancellation: Cancellation = Cancellation(), progress: @escaping @Sendable (Job.Progress) -> Void = { _ in }
  ) throws -> Job {
    try Job(
      plan: plan, keys: try KeyRings(for: plan), tombstones: tombstones, threads: machine.threads,
      memory: machine.memory,
      chunkSize: machine.chunkSize, cancellation: cancellation, progress: progress)
  }

  /// Runs, with nothing said on the test's own streams; returns the manifest.
  @discardableResult
  func run(
    _ plan: Plan, _ command: Run.Command = .run, state: String? = nil, on machine: Machine = Machine(),
    without tombstones: Tombstones = Tombstones(), cancellation: Cancellation = Cancellation(),
    progress: @escaping @Sendable (Job.Progress) -> Void = { _ in }
  ) throws -> JSON {
    let stdout = open(path(".stdout"), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(stdout) }
    let egress = Egress(verbosity: .quiet, output: stdout, errors: stdout)
    let job = try job(plan, machine, without: tombstones, cancellation: cancellation, progress: progress)
    return try Run(command, job: job, state: state.map { path($0) }, egress: egress).execute().json
  }

  @discardableResult
  func run(_ pipeline: String, on machine: Machine = Machine()) throws -> JSON {
    try run(plan(pipeline), on: machine)
  }

  /// What a run says when it fails; `nil` if it does not.
  func failure(
    _ plan: Plan, _ command: Run.Command = .run, state: String? = nil, on machine: Machine = Machine(),
    progress: @escaping @Sendable (Job.Progress) -> Void = { _ in }
  ) throws -> [Diagnostic]? {
    do {
      try run(plan, command, state: state, on: machine, progress: progress)
      return nil
    } catch let error as EngineError {
      return error.diagnostics(for: plan)
    }
  }

  /// The code of the first thing that a run says when it fails.
  func failureCode(_ pipeline: String, on machine: Machine = Machine()) throws -> String? {
    try failure(plan(pipeline), on: machine)?.first?.code.id
  }
}

extension JSON {
  /// The number of rows under `rows` of a manifest.
  func rows(_ place: String) -> Int64? { self["rows"]?[place]?.int }

  var rowsAddUp: Bool {
    rows("read") == ["output", "quarantined", "dropped", "erased", "used", "unused"].compactMap(rows).reduce(0, +)
  }
}
