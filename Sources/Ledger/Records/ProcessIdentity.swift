import Glibc

/// Which process did something, without the name of a machine or user: the kernel's random id of this boot, the process's
/// number, and when it started (numbers are used again).
package struct ProcessIdentity: Sendable, Equatable {
  package let text: String

  package init(text: String) { self.text = text }

  package static let current = ProcessIdentity(text: describe(getpid()))

  /// Whether the process is still there; `nil` if it ran on another machine, or before this one was started.
  package var isRunning: Bool? {
    let parts = text.split(separator: " ")
    guard parts.count == 3, let number = pid_t(parts[1]) else { return nil }
    let now = Self.describe(number).split(separator: " ")
    guard !now.isEmpty, now[0] == parts[0], parts[0] != "unknown" else { return nil }
    // A process of another user may be hidden, and is there all the same.
    if now.last == "gone" { return kill(number, 0) == 0 || errno == EPERM }
    return now == parts
  }

  private static func describe(_ number: pid_t) -> String {
    let boot = firstLine(of: "/proc/sys/kernel/random/boot_id") ?? "unknown"
    // Field 22 of `stat`, counted after the parenthesis that closes the name, is the start in clock ticks.
    let start = firstLine(of: "/proc/\(number)/stat").flatMap { line -> String? in
      guard let end = line.lastIndex(of: ")") else { return nil }
      let fields = line[end...].split(separator: " ")
      guard fields.count > 20 else { return nil }
      // One that has ended and that nobody has waited for.
      return fields[1] == "Z" || fields[1] == "X" ? "ended" : String(fields[20])
    }
    return "\(boot) \(number) \(start ?? "gone")"
  }

  private static func firstLine(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return nil }
    return String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
