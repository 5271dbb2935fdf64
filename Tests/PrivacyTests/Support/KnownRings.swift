import Configuration

@testable import Privacy

extension KeyRing {
  /// A ring around known keys, the last one primary and the others resolving, for tests of rotation.
  static func known(_ keys: [(kid: String, byte: UInt8)], retired: Set<String> = []) throws -> KeyRing {
    KeyRing(
      entries: keys.enumerated().map { position, key in
        Entry(
          kid: key.kid, created: "2026-01-31",
          status: position == keys.count - 1 ? .primary : retired.contains(key.kid) ? .retired : .resolve)
      },
      keys: try SecretBytes(count: 32 * keys.count) {
        $0.copyBytes(from: keys.flatMap { [UInt8](repeating: $0.byte, count: 32) })
      }, isProtected: false)
  }
}
