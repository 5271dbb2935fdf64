import CSodium
import Glibc

/// A passphrase on its way to the key derivation: one owner, guarded memory, wiped after use.
package struct Passphrase: ~Copyable, Sendable {
  /// Longer input is refused rather than cut.
  private static let limit = 4096

  let bytes: SecretBytes

  private init(bytes: consuming SecretBytes) { self.bytes = bytes }

  /// The value of an environment variable, as it is. It stays in the environment of the process, where its owner and
  /// root can read it: a descriptor is the better source.
  package init(environment name: String) throws(PrivacyError) {
    let source = "the environment variable `\(name)`"
    guard let value = getenv(name) else { throw .passphraseUnreadable(source: source) }
    let length = strlen(value)
    guard (1...Self.limit).contains(length) else { throw .passphraseUnreadable(source: source) }
    self.init(
      bytes: try SecretBytes(count: length) { memory throws(PrivacyError) in
        memory.copyMemory(from: UnsafeRawBufferPointer(start: value, count: length))
      })
  }

  /// The first line of an inherited file descriptor, or all of it up to its end; the descriptor stays open.
  package init(descriptor: Int32) throws(PrivacyError) {
    let source = "the file descriptor \(descriptor)"
    var length = 0
    let line = try SecretBytes(count: Self.limit + 1) { memory throws(PrivacyError) in
      while length < memory.count {
        // One byte at a time: what follows the line belongs to the next reader of the descriptor.
        let got = read(descriptor, memory.baseAddress! + length, 1)
        if got < 0 && errno == EINTR { continue }
        guard got >= 0 else { throw .passphraseUnreadable(source: source) }
        if got == 0 || memory[length] == UInt8(ascii: "\n") { break }
        length += 1
      }
    }
    guard (1...Self.limit).contains(length) else { throw .passphraseUnreadable(source: source) }
    self.init(
      bytes: try SecretBytes(count: length) { memory throws(PrivacyError) in
        line.withBytes { memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<length])) }
      })
  }
}
