import ArgumentParser

struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Shows, exports and repairs the record of runs.",
    subcommands: [LedgerListCommand.self, LedgerExportCommand.self, LedgerRepairCommand.self])
}

struct LedgerListCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the runs, the earliest first, and what has become of them.")

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus { terminal.listRuns(ledger, report) }
}

struct LedgerExportCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the ledger as JSON Lines, without personal data.",
    discussion: "Tokens, filters and what is sealed are left out: they are counted.")

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus { terminal.exportLedger(ledger, report) }
}

struct LedgerRepairCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: "Settles runs whose process was killed; takes over what can be read of a damaged file.",
    discussion: """
      The damaged file is kept beside the new one, with `.damaged` and the time at its end. The audit chain is not mended: \
      `featurize audit verify` says where it breaks.
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus { terminal.repairLedger(ledger, report) }
}
