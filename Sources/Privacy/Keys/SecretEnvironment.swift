import Glibc
import Synchronization

/// Secrets that came in environment variables.
///
/// In a process of its own (the command line) a variable is taken once: its bytes move to guarded memory, and are wiped
/// where they lay, so that neither `/proc/PID/environ` nor a child process shows them. In somebody else's process (the
/// library) the environment is left as it is.
enum SecretEnvironment {
  private final class Taken: Sendable {
    let bytes: SecretBytes
    init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
  }

  /// Whether the environment may be changed: set before there are threads, which `unsetenv` would race with.
  private static let isOurs = Atomic(false)
  /// By name. Access to the bytes is guarded by the lock.
  private static let taken = Mutex<[String: Taken]>([:])

  static func own() { isOurs.store(true, ordering: .relaxed) }

  /// A copy of the variable's bytes; `nil` if there is no such variable.
  static func value(of name: String) throws(PrivacyError) -> SecretBytes? {
    // The lock hands on nothing that can be copied, so what happened in it comes out in variables.
    var copy: SecretBytes?
    try taken.withLock { taken throws(PrivacyError) in
      if let known = taken[name] {
        copy = try known.bytes.slice(0..<known.bytes.count)
        return
      }
      guard let value = getenv(name) else { return }
      let length = strlen(value)
      let bytes = try SecretBytes(count: length) { memory throws(PrivacyError) in
        memory.copyMemory(from: UnsafeRawBufferPointer(start: value, count: length))
      }
      copy = try bytes.slice(0..<length)
      guard isOurs.load(ordering: .relaxed) else { return }
      // libsodium's wiping is not optimised away.
      SecretBytes.wipe(UnsafeMutableRawBufferPointer(start: value, count: length))
      unsetenv(name)
      taken[name] = Taken(bytes)
    }
    return copy
  }
}
