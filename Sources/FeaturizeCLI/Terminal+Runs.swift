import Configuration
import Dispatch
import Engine
import Glibc
import Ledger
import Logging
import Plan
import Privacy
import RemoteSecrets

/// What a run is to do beyond the pipeline.
enum RunKind {
  case run
  case fit(state: String?, sources: [String])
  case apply(state: String?, sources: [String], output: String?)
}

extension Terminal {
  /// Carries out `run`, `fit` or `apply`, and prints the summary.
  func execute(
    _ kind: RunKind, _ options: PipelineOptions, _ machine: MachineOptions, _ report: ReportOptions
  ) -> ExitStatus {
    withPlan(options, report) { terminal, plan in
      let command: Run.Command
      var plan = plan
      var state: String?
      switch kind {
      case .run: command = .run
      case .fit(let path, let sources):
        (command, state) = (.fit, path)
        plan = plan.applying(sources: plan.files(named: sources), output: nil)
      case .apply(let path, let sources, let output):
        (command, state) = (.apply, path)
        plan = plan.applying(sources: plan.files(named: sources), output: output)
      }
      return terminal.execute(command, plan, state: state, machine, report)
    }
  }

  private func execute(
    _ command: Run.Command, _ plan: Plan, state: String?, _ machine: MachineOptions, _ report: ReportOptions
  ) -> ExitStatus {
    work(on: plan, machine, report) { (job, egress) throws(EngineError) in
      RunSummary(try Run(command, job: job, state: state, egress: egress).execute(), plan: plan).text
    }
  }

  /// Runs the engine on a plan, with keys, signals and progress; says what `body` returns.
  func work(
    on plan: Plan, _ machine: MachineOptions, _ report: ReportOptions,
    _ body: (Job, Egress) throws(EngineError) -> String
  ) -> ExitStatus {
    let cancellation = Cancellation()
    let signals = InterruptSignals(cancellation) {
      self.report(EngineError.interrupted.diagnostics(for: plan), report.format, sources: [])
      exit(.interrupted)
    }
    defer { signals.stop() }
    let egress = egress
    // Whatever logs, in our code or below it, does so through the gate.
    LoggingSystem.bootstrap { EgressLogHandler(label: $0, egress: egress) }
    do throws(EngineError) {
      let keys = try KeyRings(for: plan, managers: RemoteSecrets())
      self.report(keys.ring?.remarks(at: .whole(plan.file)) ?? [], .text, sources: [])
      let job = try Job(
        plan: plan, keys: keys, ledger: try Ledger.open(for: plan, keys: keys), threads: machine.threads,
        memory: machine.memory.bytes, cancellation: cancellation, logger: Logger(label: "featurize"),
        progress: { egress.progress($0.line) }, remark: { self.report([$0], .text, sources: []) })
      let summary = try body(job, egress)
      egress.endProgress()
      message(summary, at: .normal)
      return .ok
    } catch {
      egress.endProgress()
      self.report(error.diagnostics(for: plan), report.format, sources: [])
      if case .interrupted = error { return .interrupted }
      return .runtime
    }
  }
}

extension Plan {
  /// Of `--source FILE` and `--source NAME=FILE`: the files by the names of the sources. A file whose own name holds `=`
  /// is told from a named one by the names there are.
  func files(named arguments: [String]) -> [String: String] {
    var files: [String: String] = [:]
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2, sources.contains(where: { $0.name == parts[0] }) {
        files[parts[0]] = parts[1]
      } else {
        files[sources[0].name] = argument
      }
    }
    return files
  }
}

extension Job.Progress {
  fileprivate var line: String { "\(phase.rawValue) \(of == 0 ? 100 : 100 * done / of) %" }
}

/// Turns SIGINT, SIGTERM and SIGHUP into a cancellation, so that the run cleans up after itself.
final class InterruptSignals {
  private let sources: [any DispatchSourceSignal]

  /// - Parameter onIdle: called instead of waiting when a run has begun no file yet.
  init(_ cancellation: Cancellation, onIdle: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "signals")
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        guard cancellation.cancel() else { return }
        // Nothing has been begun: no need to wait, perhaps for a standard input that never ends.
        if !Publication.isAnyUnfinished { onIdle() }
      }
      source.resume()
      return source
    }
  }

  func stop() {
    for source in sources { source.cancel() }
  }
}
