import ArgumentParser
import Configuration
import Plan

struct PlanCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Prints resolved columns, the treatment of each personal one, and the files to be written.")

  @OptionGroup var pipeline: PipelineOptions
  @Flag(help: "Prints no plan: the exit code tells, and errors say why.")
  var check = false
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.withPlan(pipeline, report) { terminal, plan in
      if !check {
        let planReport = PlanReport(plan)
        terminal.data(report.format == .json ? planReport.json.pretty : planReport.text)
      }
      return .ok
    }
  }
}
