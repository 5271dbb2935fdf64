package import Configuration
import Glibc
import Synchronization

/// The only owner of standard output and standard error: nothing else in the process writes to them.
///
/// Messages are always redacted; data has passed the `OutputGate` before. Safe to use from any thread: a record is
/// written whole. While an `Egress` exists a closed pipe is an error of the write, not a signal that kills the process.
package final class Egress: Sendable {
  /// How much is said on standard error.
  package enum Verbosity: Int, Sendable, Comparable {
    case quiet, normal, verbose, trace

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  package let verbosity: Verbosity
  /// Whether standard error is a terminal, so that progress is shown.
  package let showsProgress: Bool
  private let output: Int32
  private let errors: Int32
  var scrubber: Scrubber { Self.scrubber }
  /// Whether a progress line stands on the terminal and must go before the next message.
  private let isProgressShown = Mutex(false)
  private let outputLock = Mutex(())

  /// - Parameters:
  ///   - output: the descriptor of data, by default standard output.
  ///   - errors: the descriptor of messages, by default standard error.
  package init(
    verbosity: Verbosity = .normal, output: Int32 = Egress.standardOutput, errors: Int32 = Egress.standardError
  ) {
    self.verbosity = verbosity
    self.output = output
    self.errors = errors
    showsProgress = verbosity >= .normal && isatty(errors) == 1
    signal(SIGPIPE, SIG_IGN)
    // A limit on the size of files is an error like a full disk, not an end without a word.
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Writes a message for a person to standard error, redacted, with a newline, if `verbosity` is at least `level`.
  /// Errors are said at `.quiet`. That standard error cannot be written is nothing a message could mend.
  package func message(_ text: String, at level: Verbosity = .normal) {
    guard level <= verbosity else { return }
    var bytes = Array(scrubber.redact(text).utf8)
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    isProgressShown.withLock { isShown in
      if isShown { _ = FilePath.writeAll(Self.clearLine, to: errors) }
      isShown = false
      _ = FilePath.writeAll(bytes, to: errors)
    }
  }

  /// Shows one line in place of the last one; only on a terminal.
  package func progress(_ line: String) {
    guard showsProgress else { return }
    let bytes = Self.clearLine + Array(scrubber.redact(line).utf8)
    isProgressShown.withLock { isShown in
      isShown = true
      _ = FilePath.writeAll(bytes, to: errors)
    }
  }

  /// Takes the progress line away.
  package func endProgress() {
    isProgressShown.withLock { isShown in
      if isShown { _ = FilePath.writeAll(Self.clearLine, to: errors) }
      isShown = false
    }
  }

  /// Writes data to standard output as it is: the caller has let it pass the gate.
  package func data(_ bytes: UnsafeRawBufferPointer) throws(EgressError) {
    try outputLock.withLock { _ throws(EgressError) in
      guard !FilePath.writeAll(bytes, to: output) else { return }
      throw errno == EPIPE ? .closed : .notWritten(path: "-", cause: SystemCause.text(errno))
    }
  }

  package func data(_ text: String) throws(EgressError) {
    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(EgressError) in
      try data(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Redacts a text as messages are, for a destination of its own.
  package func redacted(_ text: String) -> String { scrubber.redact(text) }

  /// The same for what is yet to be rendered.
  package func redacted(_ diagnostic: Diagnostic) -> Diagnostic { scrubber.redact(diagnostic) }
  package func redacted(_ source: SourceText) -> SourceText { scrubber.redact(source) }

  /// Made with the first message: a run that says nothing does not wait for it.
  private static let scrubber = Scrubber(.messages)

  /// Carriage return, then ECMA-48's "erase in line".
  private static let clearLine = Array("\r\u{1B}[2K".utf8)
}
