import Configuration
import Engine
import Glibc
import Privacy

/// What commands speak through: standard output and standard error behind the egress gate, and the process's end.
struct Terminal {
  let egress: Egress

  init(verbosity: Egress.Verbosity = .normal) {
    egress = Egress(verbosity: verbosity)
  }

  /// The same terminal with the verbosity that the options ask for.
  func adjusted(to options: ReportOptions) -> Terminal {
    Terminal(verbosity: options.verbosity)
  }

  /// Data for standard output. A reader that has gone away (`| head`) is no error, and the command's own status counts.
  func data(_ text: String) {
    do throws(EgressError) {
      try egress.data(egress.redacted(text))
    } catch {
      if error == .closed { return }
      report([Diagnostic(error.code, at: .whole("<stdout>"), error.message, help: error.help)], .text, sources: [])
      exit(.runtime)
    }
  }

  func message(_ text: String, at level: Egress.Verbosity = .quiet) { egress.message(text, at: level) }

  func exit(_ status: ExitStatus) -> Never { exit(code: status.rawValue) }

  /// For the exit code of a command that was wrapped.
  func exit(code: Int32) -> Never {
    egress.endProgress()
    Glibc.exit(code)
  }

  /// Writes diagnostics: for people to standard error, for programs (`--format json` and the like) to standard output.
  func report(_ diagnostics: [Diagnostic], _ format: DiagnosticRenderer.Format, sources: [SourceText]) {
    if format == .text && diagnostics.isEmpty { return }
    let usesColour = format == .text && isatty(Egress.standardError) == 1 && getenv("NO_COLOR") == nil
    let text = DiagnosticRenderer(
      format, sources: sources.map(egress.redacted), usesColour: usesColour, version: Version.current
    ).render(diagnostics.map(egress.redacted))
    if format == .text { message(text) } else { data(text) }
  }
}

extension ReportOptions {
  var verbosity: Egress.Verbosity { quiet ? .quiet : trace ? .trace : verbose ? .verbose : .normal }
}
