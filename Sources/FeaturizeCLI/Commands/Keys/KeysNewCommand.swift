import ArgumentParser

struct KeysNewCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Makes a key ring file with one new key, readable by its owner only.",
    discussion: "Exactly one of --passphrase-env, --passphrase-fd, --passphrase-file and --unprotected is needed.")

  @Argument(help: "Path of the key ring; an existing file is never overwritten.")
  var file: String

  @OptionGroup var passphrase: PassphraseOptions

  @Flag(help: "Stores the key in the clear: for development only.")
  var unprotected = false

  func validate() throws {
    guard passphrase.count + (unprotected ? 1 : 0) == 1 else {
      throw ValidationError(
        "give exactly one of --passphrase-env, --passphrase-fd, --passphrase-file and --unprotected")
    }
  }

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.makeKeyRing(at: file, passphrase: passphrase.input)
  }
}
