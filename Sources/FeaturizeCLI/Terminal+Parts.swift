import Configuration
import Engine
import Plan

/// The commands of a fit in parts.
extension Terminal {
  func collect(
    to path: String, after earlier: String?, sources: [String], _ options: PipelineOptions, _ machine: MachineOptions,
    _ report: ReportOptions
  ) -> ExitStatus {
    withPlan(options, report) { terminal, plan in
      let obstacles = plan.obstaclesToParts.map { $0.diagnostic(in: plan.file) }
      guard obstacles.isEmpty else {
        terminal.report(obstacles, report.format, sources: [])
        return .usage
      }
      let plan = plan.applying(sources: plan.files(named: sources), output: nil)
      return terminal.work(on: plan, machine, report) { (job, egress) throws(EngineError) in
        let part = try PartialRun(job: job, egress: egress).collect(after: earlier, to: path)
        return "\(plan.name): round \(part.round) of a partial fit, \(part.summary(plan)) -> \(path)"
      }
    }
  }

  func merge(
    _ parts: [String], to path: String, _ options: PartsPipelineOptions, _ report: ReportOptions
  ) -> ExitStatus {
    withPlan(of: parts[0], options, report) { terminal, plan in
      terminal.work(on: plan, .defaults, report) { (job, egress) throws(EngineError) in
        let merged = try PartialRun(job: job, egress: egress).merge(parts, to: path)
        return "\(plan.name): \(parts.count) parts of round \(merged.round), \(merged.summary(plan)) -> \(path)"
      }
    }
  }

  func finish(
    _ part: String, to state: String?, _ options: PartsPipelineOptions, _ report: ReportOptions
  ) -> ExitStatus {
    withPlan(of: part, options, report) { terminal, plan in
      guard let path = state ?? plan.state else {
        terminal.report(
          [
            Diagnostic(
              .noState, at: .whole(plan.file), "there is no place for the fitted state",
              help: "add `state: {uri: …}` to the pipeline, or give --state")
          ], report.format, sources: [])
        return .runtime
      }
      return terminal.work(on: plan, .defaults, report) { (job, egress) throws(EngineError) in
        let fitted = try PartialRun(job: job, egress: egress).finish(part, to: path)
        return "\(plan.name): fitted -> \(path) \(fitted.digest.prefix(20))"
      }
    }
  }

  /// The pipeline of a part: the one that the options name, or that the part was collected by.
  private func withPlan(
    of part: String, _ options: PartsPipelineOptions, _ report: ReportOptions,
    _ body: (Terminal, Plan) -> ExitStatus
  ) -> ExitStatus {
    let path: String
    do throws(EngineError) {
      if let pipeline = options.pipeline {
        path = pipeline
      } else {
        path = try PartialFit.pipeline(of: PartialRun.bytes(of: part), named: part)
      }
    } catch {
      adjusted(to: report).report(error.diagnostics(naming: part), report.format, sources: [])
      return .runtime
    }
    return withPlan(PipelineOptions(path, assignments: options.assignments), report, body)
  }
}

extension PartialFit {
  fileprivate func summary(_ plan: Plan) -> String {
    "\(rowCount) rows, steps \(stepIDs(plan).joined(separator: ", "))"
  }
}
