import ArgumentParser
import Ledger

struct KeysDestroyCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "destroy",
    abstract: "Throws a key away for good; its entry stays, so that its tokens are still known to be ours.",
    discussion: """
      Asks for the key's id on the terminal; where there is none, --yes is needed. A key that is primary, or that old \
      tokens are still looked up with, or that a ledger named with --ledger knows to have been used, is refused \
      without --force. Copies of the file, such as backups, are not \
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

  @Flag(help: "Does not ask.")
  var yes = false

  @Flag(help: "Also destroys a key that is in use: what was made with it is lost.")
  var force = false

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.destroyKey(
      kid, of: file, passphrase: passphrase.input,
      ledgers: ledgers.map { LedgerLocation($0, password: ledgerPasswordEnv) }, isConfirmed: yes, isForced: force)
  }
}
