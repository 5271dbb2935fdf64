import ArgumentParser
import Ledger

struct KeysDestroyCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "destroy",
    abstract: "Throws a key away for good; its entry stays, so that its tokens are still known to be ours.",
    discussion: """
      Asks for the key's id on the terminal; where there is none, --yes is needed. A key that is primary, or that old \
      tokens are still looked up with, or that a ledger knows to have been used, is refused without --force. Which \
      ledgers there are a key ring does not know: name each with --ledger, or say --no-ledger. Copies of the file, such as backups, are not \
      reached: destroy them too.
      """)

  @Argument(help: "Path of the key ring.")
  var file: String

  @Argument(help: "Id of the key, as `featurize keys list` shows it.")
  var kid: String

  @OptionGroup var passphrase: PassphraseOptions

  @Option(
    name: .customLong("ledger"),
    help: ArgumentHelp(
      "A ledger of runs under the key: a file, or `postgres://…` without a password. May be repeated.",
      valueName: "uri"))
  var ledgers: [String] = []

  @Option(help: ArgumentHelp("Environment variable that holds the ledger server's password.", valueName: "name"))
  var ledgerPasswordEnv: String?

  @Flag(help: "Says that no ledger knows of the key: nothing was ever registered under it.")
  var noLedger = false

  @Flag(help: "Does not ask.")
  var yes = false

  @Flag(help: "Also destroys a key that is in use: what was made with it is lost.")
  var force = false

  func validate() throws {
    if noLedger, !ledgers.isEmpty { throw ValidationError("give --ledger or --no-ledger, not both") }
  }

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.destroyKey(
      kid, of: file, passphrase: passphrase.input,
      ledgers: noLedger ? nil : ledgers.map { LedgerLocation($0, password: ledgerPasswordEnv) }, isConfirmed: yes,
      isForced: force)
  }
}
