import ArgumentParser

struct MergeCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Joins the parts of a fit, in the given order.",
    discussion: "The order of the parts decides the last digits: give them in the order of the data.")

  @Argument(help: ArgumentHelp("Files of `featurize fit --partial`, of one round.", valueName: "part"))
  var parts: [String]
  @Option(help: ArgumentHelp("Where the merged part goes; `-` is standard output.", valueName: "file"))
  var output: String
  @OptionGroup var pipeline: PartsPipelineOptions
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.merge(parts, to: output, pipeline, report)
  }
}
