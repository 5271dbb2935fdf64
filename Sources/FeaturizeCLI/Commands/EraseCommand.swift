import ArgumentParser

struct EraseCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Erases people from everything that the ledger knows of.",
    discussion: """
      Identifiers, or tokens, come on standard input, one a line. `--dry-run` lists what would be done and changes \
      nothing; `--yes` does it and prints a signed receipt. An erasure that was interrupted is gone on with by `--resume`.
      """)

  @OptionGroup var ledger: LedgerOptions
  @Option(help: ArgumentHelp("The domain that the identifiers have tokens in.", valueName: "name"))
  var domain: String?
  @Option(help: ArgumentHelp("The tenant; otherwise the pipeline's, if it has one.", valueName: "name"))
  var tenant: String?
  @Flag(help: "Lists what would be done; changes nothing.")
  var dryRun = false
  @Flag(help: "Erases.")
  var yes = false
  @Flag(help: "Goes on with an erasure that was interrupted.")
  var resume = false
  @Flag(help: "An identifier that several people share means all of them.")
  var shared = false
  @Flag(help: "Fits states anew also from sources that have changed since.")
  var refitOnChanged = false
  @Option(help: ArgumentHelp("Where the receipt goes, instead of standard output.", valueName: "file"))
  var receipt: String?
  @OptionGroup var machine: MachineOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard [dryRun, yes, resume].count(where: { $0 }) == 1 else {
      throw ValidationError("give exactly one of --dry-run, --yes and --resume; --dry-run changes nothing")
    }
    if domain == nil, !resume { throw ValidationError("--domain is missing: which tokens do the identifiers have?") }
    if resume, domain != nil { throw ValidationError("--resume knows what was asked for: leave --domain out") }
    if dryRun, receipt != nil { throw ValidationError("--dry-run does nothing that a receipt could tell of") }
  }

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.erase(self)
  }
}
