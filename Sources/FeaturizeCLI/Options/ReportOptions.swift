import ArgumentParser
import Configuration

extension DiagnosticRenderer.Format: ExpressibleByArgument {}

/// How diagnostics are written, and how much is said.
struct ReportOptions: ParsableArguments {
  @Option(help: "How diagnostics are written: text, json, github or sarif.")
  var format = DiagnosticRenderer.Format.text

  @Flag(name: .shortAndLong, help: "Says nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Says more.")
  var verbose = false

  @Flag(help: "Says everything.")
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
