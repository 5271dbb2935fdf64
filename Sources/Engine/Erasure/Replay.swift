import Configuration
import Formats
import Glibc
import Ledger
package import Logging
import Plan
package import Privacy

/// Doing a registered run again: the pipeline's text and parameters as they were recorded, its sources as they lie there
/// now, the erased people left out.
struct Replay {
  let run: RegisteredRun
  let ledger: Ledger
  let keys: KeyRing
  let tombstones: Tombstones
  let machine: ErasureMachine

  /// Why a run cannot be done again; in words for a receipt.
  enum Obstacle: Error, Equatable {
    case sealed
    case command(String)
    case standardInput
    case directory
    case pipeline
    case key(String)
    case sourceChanged(String, [ErasedSource])
    /// None of its files is where it was written.
    case nothingLeft
    case failed(String)
    /// Not the run, but the erasure cannot go on.
    case stopped(EngineStop)

    var reason: String {
      switch self {
      case .sealed: "what the run was made of can no longer be unsealed"
      case .command(let command): "`\(command)` is not done again"
      case .standardInput: "the run read standard input"
      case .directory: "the directory that the run began in is gone"
      case .pipeline: "the recorded pipeline is none for this version"
      case .key(let kid): "key `\(kid)` of the run is no longer in use"
      case .sourceChanged(let source, _): "source `\(source)` has changed since"
      case .nothingLeft: "none of its files is where it was written"
      case .failed(let code): "doing the run again failed with \(code)"
      case .stopped: "the erasure was stopped"
      }
    }

    /// What is known of the sources.
    var sources: [ErasedSource] {
      if case .sourceChanged(_, let sources) = self { sources } else { [] }
    }
  }

  /// What a run that was done again left.
  struct Outcome {
    var sources: [ErasedSource] = []
    /// By place.
    var files: [String: WrittenFile] = [:]
    /// By position of the source.
    var sourceFilters: [Int: TokenFilter] = [:]
  }

  /// Whether each source is what the run read, and how many of its rows belong to the erased: what a rehearsal says.
  func examine(_ registered: [RegisteredSource]) throws(Obstacle) -> [ErasedSource] {
    try prepared { (command, plan, job) throws(Obstacle) in
      var examined: [ErasedSource] = []
      for position in plan.sources.indices {
        do throws(EngineError) {
          let found = try job.survey(position, forFitting: command != .apply)
          examined.append(source(position, plan.sources[position].name, registered, found.digest, found.erased))
        } catch {
          throw .failed(error.diagnostics(for: plan).first?.code.id ?? "an error")
        }
      }
      return examined
    }
  }

  /// Why the run cannot be done again, as far as that shows before its sources are read; `nil`: it is to be tried.
  func obstacle(_ registered: [RegisteredSource], acceptsChanged: Bool) -> Obstacle? {
    do throws(Obstacle) {
      return try prepared { (_, plan, _) throws(Obstacle) -> Obstacle? in
        acceptsChanged ? nil : resized(plan, registered).map { .sourceChanged($0.name, [$0]) }
      }
    } catch {
      return error
    }
  }

  /// Does the run again and publishes those of its files that lie at `places`.
  ///
  /// - Parameters:
  ///   - acceptsChanged: whether sources may have changed since.
  ///   - publishing: called when all is computed and nothing is published, with the digests by place.
  func execute(
    _ registered: [RegisteredSource], publishing places: Set<String>, acceptsChanged: Bool,
    publishing: @escaping ([String: String]) throws(EngineError) -> Void
  ) throws(Obstacle) -> Outcome {
    try prepared { (command, plan, job) throws(Obstacle) in
      let made = Made()
      let again = RunAgain(id: run.id, ledger: head, places: places) { (record) throws(EngineError) in
        for (position, source) in record.sources.enumerated() {
          made.outcome.sources.append(
            self.source(position, source.name, registered, source.digest, record.tables[position].rows.erased))
        }
        made.changed = made.outcome.sources.first { !$0.isUnchanged }?.name
        if made.changed != nil, !acceptsChanged { throw .interrupted }
      } publishing: { (record, manifest, tokens) throws(EngineError) in
        made.take(record, manifest, tokens, isApplying: command == .apply)
        do throws(EngineError) {
          try publishing(made.outcome.files.mapValues(\.digest))
        } catch {
          made.stop = error
          throw error
        }
      }
      defer { machine.cancellation.reopen() }
      do throws(EngineError) {
        _ = try Run(command, job: job, state: run.replay?.state, egress: machine.silence, again: again).execute()
        return made.outcome
      } catch {
        if let stop = made.stop { throw .stopped(EngineStop(error: stop)) }
        if let changed = made.changed, !acceptsChanged { throw .sourceChanged(changed, made.outcome.sources) }
        switch error {
        // A full disk is no property of the run.
        case .interrupted, .egress(.notWritten), .ledger: throw .stopped(EngineStop(error: error))
        default: break
        }
        throw .failed(error.diagnostics(for: plan).first?.code.id ?? "an error")
      }
    }
  }

  /// A source whose files have another size than those that the run read, which need not be read to the end to know;
  /// compressed ones are not looked at.
  private func resized(_ plan: Plan, _ registered: [RegisteredSource]) -> ErasedSource? {
    for (position, source) in plan.sources.enumerated() {
      guard let before = registered.first(where: { $0.position == position }),
        let paths = try? SourceTable.paths(source.uri),
        !paths.contains(where: { $0.hasSuffix(".gz") || $0.hasSuffix(".zst") })
      else { continue }
      var size = 0
      for path in paths {
        guard let bytes = try? ByteSource(path: path), bytes.heldByteCount == 0 else { return nil }
        size += bytes.count
      }
      if size != before.bytes {
        return ErasedSource(run: run.id, name: before.name, uri: before.uri, isUnchanged: false, rows: nil)
      }
    }
    return nil
  }

  private var head: (uri: String, head: AuditHead)? {
    let head = try? ledger.read { (session) throws(LedgerError) in try session.head() }
    return head.flatMap { $0 }.map { (ledger.uri, $0) }
  }

  private func source(
    _ position: Int, _ name: String, _ registered: [RegisteredSource], _ digest: String?, _ erased: Int
  ) -> ErasedSource {
    let before = registered.first { $0.position == position }
    return ErasedSource(
      run: run.id, name: before?.name ?? name, uri: before?.uri ?? name,
      isUnchanged: before != nil && before?.digest == digest, rows: erased)
  }

  /// Works in the run's directory on the recorded plan, and comes back.
  func prepared<Value>(
    _ body: (Run.Command, Plan, Job) throws(Obstacle) -> Value
  ) throws(Obstacle) -> Value {
    guard let command = Run.Command(rawValue: run.command) else { throw .command(run.command) }
    guard let replay = run.replay else { throw .sealed }
    let before = WorkingDirectory.path
    defer { _ = chdir(before) }
    let plan = try Self.plan(replay)
    guard chdir(replay.directory) == 0 else { throw .directory }
    guard !plan.sources.contains(where: { $0.uri == "-" }) else { throw .standardInput }
    let asOf: KeyRing
    do { asOf = try keys.asOf(primary: run.kid) } catch { throw .key(run.kid) }
    let job: Job
    do throws(EngineError) {
      job = try Job(
        plan: plan, keys: try KeyRings(asOf, for: plan), ledger: ledger, tombstones: tombstones,
        threads: machine.threads,
        memory: machine.memory, cancellation: machine.cancellation, logger: machine.logger)
    } catch {
      throw .failed(error.diagnostics(for: plan).first?.code.id ?? "an error")
    }
    return try body(command, plan, job)
  }

  /// The recorded pipeline with the recorded parameters. Made in the run's directory, from which files that steps read
  /// are named.
  static func plan(_ replay: RegisteredRun.Replay) throws(Obstacle) -> Plan {
    let before = WorkingDirectory.path
    defer { _ = chdir(before) }
    guard chdir(replay.directory) == 0 else { throw .directory }
    let environment = Dictionary(replay.environment.map { ($0.name, $0.value) }) { $1 }
    let loaded = LoadedPipeline(
      text: Array(replay.pipelineText.utf8), named: replay.pipelineFile,
      overrides: replay.parameters.map { Override(name: $0.name, value: $0.value, place: .whole("recorded")) },
      environment: EnvironmentVariables { environment[$0] })
    guard case .success(let plan) = loaded.plan else { throw .pipeline }
    let sources = Dictionary(replay.sources.map { ($0.name, $0.value) }) { $1 }
    return plan.applying(sources: sources, output: replay.output)
  }
}

/// What a run tells while it is done again.
private final class Made {
  var outcome = Replay.Outcome()
  var changed: String?
  var stop: EngineError?

  func take(_ record: RunRecord, _ manifest: RunRecord.File?, _ tokens: RunTokens, isApplying: Bool) {
    func add(_ file: RunRecord.File?, _ filter: TokenFilter? = nil) {
      guard let file, !file.uri.isEmpty, let place = Publication.place(of: file.uri) else { return }
      outcome.files[place] = WrittenFile(rows: file.rows, bytes: file.bytes, digest: file.digest ?? "", filter: filter)
    }
    for (file, filter) in zip(record.outputs, tokens.outputs) { add(file, filter) }
    add(record.quarantine)
    if !isApplying { add(record.state) }
    add(manifest)
    for (position, filter) in tokens.sources.enumerated() { outcome.sourceFilters[position] = filter }
  }
}

/// An error of the engine that ends an erasure: a signal, a ledger that is gone, a full disk.
struct EngineStop: Equatable {
  let error: EngineError

  static func == (left: EngineStop, right: EngineStop) -> Bool { true }
}

/// What of the machine an erasure may use.
package struct ErasureMachine: Sendable {
  let threads: Int
  let memory: Int
  let logger: Logger
  let cancellation: Cancellation
  /// For what a run would print: it has printed it once.
  let silence: Egress

  package init(
    threads: Int, memory: Int, logger: Logger, cancellation: Cancellation = Cancellation(), silence: Egress
  ) {
    (self.threads, self.memory, self.logger) = (threads, memory, logger)
    (self.cancellation, self.silence) = (cancellation, silence)
  }
}
