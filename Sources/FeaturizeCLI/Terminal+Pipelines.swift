import Configuration
import Engine
import Plan
import Privacy

extension Terminal {
  /// Reads and checks a pipeline with the parameters that the options give.
  func load(_ options: PipelineOptions) -> LoadedPipeline {
    do throws(DiagnosticError) {
      var overrides: [Override] = []
      if let file = options.params { overrides += try Self.overrides(in: file) }
      for assignment in options.assignments { overrides.append(try Override(argument: assignment)) }
      return LoadedPipeline(
        path: options.pipeline, overrides: overrides, environment: ProcessEnvironment.variables)
    } catch {
      return LoadedPipeline(failing: error)
    }
  }

  private static func overrides(in file: String) throws(DiagnosticError) -> [Override] {
    try Override.read(try LoadedPipeline.bytes(of: file), file: file)
  }

  /// Runs `body` with the plan and the terminal that the options ask for; otherwise reports what is wrong with the pipeline.
  func withPlan(_ options: PipelineOptions, _ report: ReportOptions, _ body: (Terminal, Plan) -> ExitStatus)
    -> ExitStatus
  {
    let terminal = adjusted(to: report)
    let loaded = terminal.load(options)
    switch loaded.plan {
    case .success(let plan):
      terminal.report(loaded.remarks, .text, sources: [loaded.source].compactMap(\.self))
      return body(terminal, plan)
    case .failure(let error):
      terminal.report(error.diagnostics, report.format, sources: [loaded.source].compactMap(\.self))
      return .usage
    }
  }

  /// Checks pipelines; every one is reported on.
  func lint(_ pipelines: [PipelineOptions], _ report: ReportOptions) -> ExitStatus {
    let terminal = adjusted(to: report)
    let loaded = pipelines.map(load)
    let diagnostics = loaded.flatMap { pipeline in
      switch pipeline.plan {
      case .success: pipeline.remarks
      case .failure(let error): error.diagnostics
      }
    }
    terminal.report(diagnostics, report.format, sources: loaded.compactMap(\.source))
    let errors = diagnostics.count { $0.severity == .error }
    if report.format == .text, errors == 0 {
      terminal.message(
        "\(pipelines.count == 1 ? "the pipeline is" : "\(pipelines.count) pipelines are") sound", at: .normal)
    }
    return errors == 0 ? .ok : .failed
  }
}
