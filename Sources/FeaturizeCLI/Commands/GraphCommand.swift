import ArgumentParser
import Plan

extension GraphDrawing.Format: ExpressibleByArgument {}

struct GraphCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draws the graph of a pipeline: Mermaid, DOT or JSON.")

  @OptionGroup var pipeline: PipelineOptions
  @Option(help: "mermaid, dot or json.")
  var format = GraphDrawing.Format.mermaid

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.withPlan(pipeline, ReportOptions.plain) { terminal, plan in
      terminal.data(GraphDrawing(plan).text(format))
      return .ok
    }
  }
}
