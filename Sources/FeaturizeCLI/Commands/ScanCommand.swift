import ArgumentParser

struct ScanCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Looks for personal data and secrets in a table or a text, and says where, never what.",
    discussion: """
      Of a table (CSV, JSON Lines) it says for each column what was found in how many rows, and the `pii:` tag that a \
      contract should give it. With --format json every file is read as text, and each finding is a line \
      {"line","start","end","entity","score"} with offsets in bytes.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var options: ScanOptions
  @OptionGroup var detection: DetectionOptions
  @Option(help: "How findings are written: text or json.")
  var format = Format.text
  @Flag(help: "Exits with 1 if anything was found.")
  var failOnFindings = false

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.scan(options, detection, as: format, failsOnFindings: failOnFindings)
  }
}
