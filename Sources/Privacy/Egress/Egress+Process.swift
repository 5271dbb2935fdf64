import Glibc
import Synchronization

/// Standard output and standard error belong to the gate: whoever else writes to descriptors 1 and 2 writes to nobody.
///
/// That is the message of a trap in Swift's runtime, which may name the key that occurred twice in a dictionary; what the
/// C library says of a damaged heap; what a C library prints for its developers. A crash says no more than its signal.
extension Egress {
  private static let output = Atomic<Int32>(STDOUT_FILENO)
  private static let errors = Atomic<Int32>(STDERR_FILENO)

  /// Where standard output leads.
  package static var standardOutput: Int32 { output.load(ordering: .relaxed) }
  /// Where standard error leads.
  package static var standardError: Int32 { errors.load(ordering: .relaxed) }

  /// Keeps the streams under other numbers and puts the null device in their place; once, at the start of a process that
  /// is ours. A stream that was closed stays closed to the gate, and its number cannot become that of a file. Where there
  /// is no null device everything stays as it is.
  package static func takeStandardStreams() {
    let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
    guard null >= 0 else { return }
    output.store(replace(STDOUT_FILENO, by: null), ordering: .relaxed)
    errors.store(replace(STDERR_FILENO, by: null), ordering: .relaxed)
    if null > STDERR_FILENO { close(null) }
  }

  /// Puts `null` in the place of a stream; returns where the stream is now, -1 if it was closed.
  private static func replace(_ number: Int32, by null: Int32) -> Int32 {
    // With a closed stream the null device may itself have got its number.
    guard null != number else {
      _ = fcntl(null, F_SETFD, 0)
      return -1
    }
    // Far from the numbers that people give to descriptors of theirs, such as one with a passphrase.
    var kept = fcntl(number, F_DUPFD_CLOEXEC, 100)
    if kept < 0, errno == EINVAL { kept = fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1) }
    dup2(null, number)
    return kept
  }
}
