import ArgumentParser

/// Which ledger, and the keys that it is sealed under: those of a pipeline, or named one by one.
struct LedgerOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A pipeline: its ledger and its key ring.", valueName: "pipeline"),
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?

  @Option(
    name: .customLong("ledger"),
    help: ArgumentHelp(
      "The ledger instead of a pipeline: a file, or `postgres://…` without a password.", valueName: "uri"))
  var uri: String?

  @Option(help: ArgumentHelp("Environment variable that holds the server's password.", valueName: "name"))
  var ledgerPasswordEnv: String?

  @Option(help: ArgumentHelp("The key ring that goes with --ledger.", valueName: "file"))
  var key: String?

  @OptionGroup var passphrase: PassphraseOptions

  @Option(name: .customLong("set"), help: ArgumentHelp("Sets a parameter of the pipeline.", valueName: "name=value"))
  var assignments: [String] = []

  func validate() throws {
    guard (pipeline == nil) != (uri == nil) else { throw ValidationError("give a pipeline or --ledger URI") }
    if pipeline != nil, key != nil || ledgerPasswordEnv != nil || passphrase.count > 0 {
      throw ValidationError(
        "--key, --passphrase-… and --ledger-password-env go with --ledger: a pipeline names its own")
    }
  }
}
