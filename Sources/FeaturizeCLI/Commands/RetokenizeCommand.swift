import ArgumentParser

struct RetokenizeCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "retokenize",
    abstract: "Writes a pipeline's outputs anew under the key ring's new key, after a rotation.",
    discussion: """
      A run from the sources: tokens, splits, fitted state and features are those of the new primary key. Which old token \
      became which new one is written nowhere, unless a rule says `emit: both`. Copies of the old outputs elsewhere keep \
      their tokens; they can be looked up until the old key is retired.
      """)

  @OptionGroup var pipeline: PipelineOptions
  @OptionGroup var machine: MachineOptions
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus { terminal.retokenize(pipeline, machine, report) }
}
