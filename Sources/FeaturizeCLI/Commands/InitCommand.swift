import ArgumentParser

struct InitCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a first pipeline for a table, with a contract and a rule for each personal column.",
    discussion: """
      Every value is looked at; none is written. The pipeline passes `featurize lint` and `featurize run` as it is. If it \
      needs a key ring and there is none, an unprotected one is made, for development.
      """)

  @OptionGroup var options: ScanOptions
  @OptionGroup var detection: DetectionOptions
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where the pipeline is written; without it, on standard output. An existing file is never overwritten.",
      valueName: "file"))
  var output: String?
  @Option(
    help: ArgumentHelp("The key ring that the pipeline names; it is made if it does not exist.", valueName: "file"),
    completion: .file())
  var keyRing = "keys/dev.keyring"

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.writeStarterPipeline(options, detection, to: output, keyRing: keyRing)
  }
}
