import ArgumentParser
import Engine

struct RunCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Fits a pipeline on its source and writes features, fitted state and manifest.")

  @OptionGroup var pipeline: PipelineOptions
  @OptionGroup var machine: MachineOptions
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.execute(.run, pipeline, machine, report)
  }
}
