extension DiagnosticCode {
  package static let logNotRead = DiagnosticCode(
    "F0370", "log not readable",
    """
    `featurize scrub` cannot read its standard input. What came before the error has been written.
    """)
  package static let commandNotStarted = DiagnosticCode(
    "F0371", "command not started",
    """
    `featurize scrub --exec` cannot start the command: there is no program of that name on PATH (the exit code is 127), or \
    the system refuses to run it (126).
    """)
  package static let scrubbedNotWritten = DiagnosticCode(
    "F0372", "scrubbed log not written",
    """
    `featurize scrub` cannot write the scrubbed log, because the disk is full or its reader refuses it. Nothing is written \
    unscrubbed instead.
    """)

  /// F0370 to F0379: scrubbing of logs.
  static let scrubbing: [DiagnosticCode] = [logNotRead, commandNotStarted, scrubbedNotWritten]
}
