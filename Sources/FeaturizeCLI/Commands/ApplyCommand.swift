import ArgumentParser
import Engine

struct ApplyCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Transforms new data with a fitted state, exactly as the run that fitted it.",
    discussion: """
      The source and the outputs are the pipeline's; `--source` and `--output` name others. The target may be absent.
      """)

  @OptionGroup var pipeline: PipelineOptions
  @Option(help: ArgumentHelp("The fitted state; otherwise where `state:` says.", valueName: "file"))
  var state: String?
  @Option(
    help: ArgumentHelp(
      "A file to read instead of the first source's `uri`, or of that of the source named.", valueName: "[name=]file"))
  var source: [String] = []
  @Option(help: ArgumentHelp("A file for all rows, instead of the pipeline's outputs.", valueName: "file"))
  var output: String?
  @OptionGroup var machine: MachineOptions
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.execute(.apply(state: state, sources: source, output: output), pipeline, machine, report)
  }
}
