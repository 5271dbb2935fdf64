import ArgumentParser

struct KeysPassphraseCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "passphrase",
    abstract: "Encrypts the keys of a ring anew under another passphrase; the keys stay the same.")

  @Argument(help: "Path of the key ring.")
  var file: String

  @OptionGroup var passphrase: PassphraseOptions

  @OptionGroup var newPassphrase: NewPassphraseOptions

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.changePassphrase(of: file, from: passphrase.input, to: newPassphrase.input)
  }
}
