import ArgumentParser

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Verifies the audit chain; reports the processing that the ledger shows.",
    subcommands: [AuditVerifyCommand.self, AuditReportCommand.self])
}

struct AuditVerifyCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Finds a changed, dropped, moved or cut off entry of the audit chain; exit code 1 with its position.",
    discussion: """
      Each manifest and each receipt holds the chain's end of its time. A chain that was cut off, or begun anew, is whole in \
      itself: give at least one that was kept elsewhere.
      """)

  @OptionGroup var ledger: LedgerOptions
  @Option(help: ArgumentHelp("A manifest or receipt that holds an end of the chain.", valueName: "file"))
  var manifest: [String] = []
  @Option(help: ArgumentHelp("An end of the chain, as manifests show it.", valueName: "position:code"))
  var head: [String] = []
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.verifyAudit(ledger, manifests: manifest, heads: head, report)
  }
}

struct AuditReportCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Prints the record of processing (GDPR Art. 30) as far as the ledger knows it, as Markdown.",
    discussion: "What only people know (controller, purposes, recipients) is left to be filled in.")

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus { terminal.reportProcessing(ledger, report) }
}
