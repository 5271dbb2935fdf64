import ArgumentParser

struct LintCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Checks pipeline files without reading any data.")

  @Argument(
    help: ArgumentHelp("Pipeline files; `-` reads standard input.", valueName: "pipeline"),
    completion: .file(extensions: ["yaml", "yml"]))
  var pipelines: [String]
  @Option(name: .customLong("set"), help: ArgumentHelp("Sets a parameter of `params:`.", valueName: "name=value"))
  var assignments: [String] = []
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.lint(pipelines.map { PipelineOptions($0, assignments: assignments) }, report)
  }
}
