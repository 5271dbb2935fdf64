import ArgumentParser

struct KeysRetireCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: "Takes a key out of use and keeps it: its tokens are no longer looked up.",
    discussion: "The primary key is not retired; rotate first.")

  @Argument(help: "Path of the key ring.")
  var file: String

  @Argument(help: "Id of the key, as `featurize keys list` shows it.")
  var kid: String

  @OptionGroup var passphrase: PassphraseOptions

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.retireKey(kid, of: file, passphrase: passphrase.input)
  }
}
