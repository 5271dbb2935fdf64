import Glibc

@testable import Privacy

extension PassphraseCost {
  /// The least that argon2id does, so that tests are quick.
  static let minimal = PassphraseCost(passes: 1, memory: 8192)
}

/// A passphrase through a pipe, as a caller hands one over.
func passphrase(_ text: String) throws -> Passphrase {
  var ends: [Int32] = [0, 0]
  precondition(pipe(&ends) == 0)
  precondition(write(ends[1], text, text.utf8.count) == text.utf8.count)
  close(ends[1])
  defer { close(ends[0]) }
  return try Passphrase(.descriptor(ends[0]))
}

extension KeyRing {
  /// A ring around a known key, for test vectors.
  static func known(key: [UInt8], kid: String) throws -> KeyRing {
    KeyRing(
      entries: [Entry(kid: kid, created: "2026-01-31", status: .primary)],
      keys: try SecretBytes(count: 32) { $0.copyBytes(from: key) }, isProtected: false)
  }
}
