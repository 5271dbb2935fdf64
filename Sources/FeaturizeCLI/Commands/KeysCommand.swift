import ArgumentParser
import Privacy

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Makes key rings.", subcommands: [KeysNewCommand.self])
}

struct KeysNewCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Makes a key ring file with one new key, readable by its owner only.",
    discussion: "Exactly one of --passphrase-env, --passphrase-fd and --unprotected is needed.")

  @Argument(help: "Path of the key ring; an existing file is never overwritten.")
  var file: String

  @Option(help: ArgumentHelp("Environment variable that holds the passphrase.", valueName: "name"))
  var passphraseEnv: String?

  @Option(help: ArgumentHelp("Descriptor to read the passphrase from.", valueName: "n"))
  var passphraseFd: Int32?

  @Flag(help: "Stores the key in the clear: for development only.")
  var unprotected = false

  func validate() throws {
    let given = [passphraseEnv != nil, passphraseFd != nil, unprotected].count { $0 }
    guard given == 1 else {
      throw ValidationError("give exactly one of --passphrase-env, --passphrase-fd and --unprotected")
    }
  }

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.makeKeyRing(at: file, passphraseEnv: passphraseEnv, passphraseFd: passphraseFd)
  }
}
