import ArgumentParser

struct KeysListCommand: TerminalCommand {
  enum Format: String, ExpressibleByArgument { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the keys of a ring: id, day of creation, status. Nothing of the keys themselves.",
    discussion: "Without the passphrase the list of a protected ring is printed as it stands in the file, unchecked.")

  @Argument(help: "Path of the key ring.")
  var file: String

  @OptionGroup var passphrase: PassphraseOptions

  @Option(help: "text or json.")
  var format = Format.text

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.listKeys(of: file, passphrase: passphrase.input, as: format)
  }
}
