import Glibc
import Synchronization

/// Standard error as the log of a process that is not ours: a service that uses the log handler. Lines that were scrubbed
/// before; each is written whole, by one thread at a time.
///
/// Unlike `Egress` it leaves signals as they are: what a closed pipe does is the service's affair.
package enum LogStream {
  private static let lock = Mutex(())

  /// Writes the time in UTC, the line and its end. That standard error cannot be written is nothing a log could tell.
  package static func write(_ line: String) {
    let bytes = Array("\(time()) \(line)\n".utf8)
    lock.withLock { _ in _ = FilePath.writeAll(bytes, to: STDERR_FILENO) }
  }

  /// RFC 3339 with milliseconds.
  private static func time() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var parts = tm()
    gmtime_r(&now.tv_sec, &parts)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let day = "\(1900 + Int(parts.tm_year))-\(padded(Int(parts.tm_mon) + 1, 2))-\(padded(Int(parts.tm_mday), 2))"
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }.joined(separator: ":")
    return "\(day)T\(clock).\(padded(now.tv_nsec / 1_000_000, 3))Z"
  }
}
