import ArgumentParser
import Configuration
import Plan

struct ExplainCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explains a diagnostic code, a transformer or a privacy treatment.")

  @Argument(help: "A code such as F0301, or a name such as standard_scaler; without it, all are listed.")
  var subject: String?

  func run(on terminal: Terminal) -> ExitStatus {
    guard let subject else {
      terminal.data(Reference.index)
      return .ok
    }
    if let text = Reference.explanation(of: subject) {
      terminal.data(text)
      return .ok
    }
    let nearest = Spelling.nearest(to: subject, among: Reference.subjects)
    terminal.message(
      "there is nothing to explain under `\(subject)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
    return .usage
  }
}
