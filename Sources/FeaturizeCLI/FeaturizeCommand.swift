import ArgumentParser
import Engine
import Privacy

/// The command line: wiring only.
@main
struct FeaturizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "featurize",
    abstract: "Turns raw, personal data into model-ready features, and lets no person leak.",
    discussion: """
      stdout is data, stderr is messages. Exit codes: 0 ok; 1 judged and failed; 2 usage or invalid pipeline; \
      3 failed while running; 130 interrupted.
      """,
    version: Version.current,
    subcommands: [
      RunCommand.self, FitCommand.self, MergeCommand.self, FinishCommand.self, ApplyCommand.self, LintCommand.self,
      PlanCommand.self, GraphCommand.self, InitCommand.self, ScanCommand.self, CheckCommand.self, ExplainCommand.self,
      SchemaCommand.self, KeysCommand.self, TokenizeCommand.self, RetokenizeCommand.self, LedgerCommand.self,
      LookupCommand.self, AuditCommand.self, EraseCommand.self, ReceiptCommand.self, ScrubCommand.self,
      CompletionsCommand.self,
    ])

  /// Parses and runs; every byte of help and errors leaves through the egress gate, with our exit codes.
  static func main() {
    Machine.keepFreedMemory()
    KeyRing.prepareProcess()
    Egress.takeStandardStreams()
    let terminal = Terminal()
    if let problem = CommandWords(Array(CommandLine.arguments.dropFirst())).problem {
      terminal.message(problem)
      terminal.exit(.usage)
    }
    do {
      var command = try parseAsRoot()
      if let command = command as? any TerminalCommand {
        terminal.exit(command.run(on: terminal))
      }
      try command.run()
      terminal.exit(.ok)
    } catch {
      let isHelp = exitCode(for: error).isSuccess
      if isHelp {
        terminal.data(fullMessage(for: error) + "\n")
        terminal.exit(.ok)
      }
      terminal.message(fullMessage(for: error))
      terminal.exit(.usage)
    }
  }
}

/// A command that is given the terminal to speak to.
protocol TerminalCommand: ParsableCommand {
  func run(on terminal: Terminal) -> ExitStatus
}

/// How the process ends.
enum ExitStatus: Int32 {
  case ok = 0
  /// Judged, and failed.
  case failed = 1
  case usage = 2
  case runtime = 3
  case interrupted = 130
}
