import ArgumentParser
import Configuration

extension DiagnosticRenderer.Format: ExpressibleByArgument {}

/// How diagnostics are written, and how much is said.
struct ReportOptions: ParsableArguments {
  @Option(help: "How diagnostics are written: text, json, github or sarif.")
  var format = DiagnosticRenderer.Format.text

  @Flag(name: .shortAndLong, help: "Says nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Also says how far a run has come: phases, steps, rows, seconds.")
  var verbose = false

  @Flag(help: "Also says each chunk that is read or written.")
  var trace = false

  init() {}

  /// For commands without these options.
  static var plain: ReportOptions {
    var options = ReportOptions()
    options.format = .text
    options.quiet = false
    options.verbose = false
    options.trace = false
    return options
  }

  func validate() throws {
    if quiet && (verbose || trace) { throw ValidationError("--quiet and --verbose do not go together") }
  }
}
