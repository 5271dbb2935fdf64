import ArgumentParser

struct KeysRotateCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Adds a new primary key; the one before it still resolves the tokens that it made.")

  @Argument(help: "Path of the key ring.")
  var file: String

  @OptionGroup var passphrase: PassphraseOptions

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.rotateKeys(of: file, passphrase: passphrase.input)
  }
}
