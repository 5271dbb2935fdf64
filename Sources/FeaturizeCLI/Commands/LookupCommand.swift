import ArgumentParser

struct LookupCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup",
    abstract: "Lists the runs, outputs and states that hold a person; identifiers come on standard input, one a line.",
    discussion: """
      Identifiers are never printed: people are numbered in the order of the lines. Tokens are computed under every key that \
      may still be used. Only files that may hold one of the people, by the ledger's filters, are read.
      """)

  @OptionGroup var ledger: LedgerOptions
  @Option(help: ArgumentHelp("The domain of the identifiers, as the tokenize rules name it.", valueName: "name"))
  var domain: String
  @Option(
    help: ArgumentHelp(
      "The tenant; otherwise the pipeline's, and everybody of the ledger with --ledger.", valueName: "name"))
  var tenant: String?
  @Option(
    help: ArgumentHelp(
      "Answers an access request (GDPR Art. 15): the person's rows of every output, one file for each, in this directory.",
      valueName: "dir"))
  var export: String?
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.lookUp(ledger, domain: domain, tenant: tenant, export: export, report)
  }
}
