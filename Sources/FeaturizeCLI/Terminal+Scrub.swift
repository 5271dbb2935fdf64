import Configuration
import Glibc
import Privacy

extension Terminal {
  func scrub(_ options: ScrubCommand) -> ExitStatus {
    guard let patterns = self.patterns(in: options.patterns) else { return .usage }
    let lines: LineScrubber
    do throws(PrivacyError) {
      lines = try LineScrubber(
        scanner: Scanner(options.policy.adding(patterns)), form: options.form, replacement: replacement(options))
    } catch {
      report(
        [Diagnostic(error.code, at: .whole(options.key ?? ""), error.message, help: error.help)], .text, sources: [])
      return .runtime
    }
    do throws(EgressError) {
      if options.exec {
        exit(
          code: try ScrubbedCommand(
            options.command, lines, hiding: Set([options.passphrase.passphraseEnv].compactMap(\.self))
          )
          .run())
      }
      outliveWriter()
      try ScrubbingCrew(from: STDIN_FILENO, to: Egress.standardOutput, lines, threads: options.threads).carry()
      return .ok
    } catch {
      // `| head` has seen enough: no error, and nothing more to do.
      if error == .closed { return .ok }
      report([Diagnostic(error.code, at: .whole("<log>"), error.message, help: error.help)], .text, sources: [])
      // As shells, `env` and `timeout` have it.
      if case .notStarted(_, _, let isFound) = error { exit(code: isFound ? 126 : 127) }
      return .runtime
    }
  }

  private func replacement(_ options: ScrubCommand) throws(PrivacyError) -> Replacement {
    switch options.style {
    case .label: return .label
    case .partial: return .partial
    case .token:
      let path = options.key ?? ""
      let ring = try options.passphrase.openRing(at: path)
      report(ring.remarks(at: .whole(path)), .text, sources: [])
      return .token(
        try EntityTokens(options.policy.entities, keys: ring, tenant: options.tenant, domain: options.domain))
    }
  }

  /// At the end of a pipe of commands, the terminal's interrupt is for the one who writes the log: its last words are
  /// still to come, and its end is ours.
  private func outliveWriter() {
    var status = stat()
    guard fstat(STDIN_FILENO, &status) == 0, [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT) else { return }
    signal(SIGINT, SIG_IGN)
  }
}
