import ArgumentParser
import Engine

struct FitCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fits a pipeline and writes the fitted state, but no features.",
    discussion: """
      With `--partial` the rows are one part of the data: what they tell is written, encrypted, for `featurize merge` \
      and `featurize finish`. Where steps learn from what other steps make, further rounds over the same data follow, \
      each with `--after` the merged file of the round before.
      """)

  @OptionGroup var pipeline: PipelineOptions
  @Option(help: ArgumentHelp("Where the state goes; otherwise where `state:` says.", valueName: "file"))
  var state: String?
  @Flag(help: "Collects what one part of the data tells, instead of fitting.")
  var partial = false
  @Option(help: ArgumentHelp("With --partial: the merged file of the round before.", valueName: "file"))
  var after: String?
  @Option(
    help: ArgumentHelp(
      "A file to read instead of the first source's `uri`, or of that of the source named.", valueName: "[name=]file"))
  var source: [String] = []
  @OptionGroup var machine: MachineOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    if partial, state == nil { throw ValidationError("--partial needs --state: where the part goes") }
    if after != nil, !partial { throw ValidationError("--after goes with --partial") }
  }

  func run(on terminal: Terminal) -> ExitStatus {
    if partial, let state {
      return terminal.collect(to: state, after: after, sources: source, pipeline, machine, report)
    }
    return terminal.execute(.fit(state: state, sources: source), pipeline, machine, report)
  }
}
