import ArgumentParser

struct KeysDestroyCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "destroy",
    abstract: "Throws a key away for good; its entry stays, so that its tokens are still known to be ours.",
    discussion: """
      Asks for the key's id on the terminal; where there is none, --yes is needed. A key that is primary, or that old \
      tokens are still looked up with, is refused without --force. Copies of the file, such as backups, are not \
      reached: destroy them too.
      """)

  @Argument(help: "Path of the key ring.")
  var file: String

  @Argument(help: "Id of the key, as `featurize keys list` shows it.")
  var kid: String

  @OptionGroup var passphrase: PassphraseOptions

  @Flag(help: "Does not ask.")
  var yes = false

  @Flag(help: "Also destroys a key that is in use: what was made with it is lost.")
  var force = false

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.destroyKey(kid, of: file, passphrase: passphrase.input, isConfirmed: yes, isForced: force)
  }
}
