import ArgumentParser

struct FinishCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "finish",
    abstract: "Makes the fitted state of a merged part.")

  @Argument(help: ArgumentHelp("A file of `featurize merge`, or of `featurize fit --partial`.", valueName: "part"))
  var part: String
  @Option(help: ArgumentHelp("Where the state goes; otherwise where `state:` says.", valueName: "file"))
  var state: String?
  @OptionGroup var pipeline: PartsPipelineOptions
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.finish(part, to: state, pipeline, report)
  }
}
