import ArgumentParser
import Engine

struct FitCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fits a pipeline and writes the fitted state, but no features.")

  @OptionGroup var pipeline: PipelineOptions
  @Option(help: ArgumentHelp("Where the state goes; otherwise where `state:` says.", valueName: "file"))
  var state: String?
  @OptionGroup var machine: MachineOptions
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.execute(.fit(state: state), pipeline, machine, report)
  }
}
