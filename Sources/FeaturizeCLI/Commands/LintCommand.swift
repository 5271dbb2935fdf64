import ArgumentParser

struct LintCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Checks pipeline files without reading any data.")

  @Argument(help: ArgumentHelp("Pipeline files; `-` reads standard input.", valueName: "pipeline"))
  var pipelines: [String]
  @Option(name: .customLong("set"), help: ArgumentHelp("Sets a parameter of `params:`.", valueName: "name=value"))
  var assignments: [String] = []
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus {
    var results: [LintResult] = []
    for pipeline in pipelines {
      var options = PipelineOptions()
      options.pipeline = pipeline
      options.assignments = assignments
      options.params = nil
      results.append(terminal.lint(options))
    }
    return terminal.report(results, report)
  }
}
