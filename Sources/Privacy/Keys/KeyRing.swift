import CSodium
package import Configuration
import Glibc
import Synchronization

/// The epoch keys of an organisation, opened: whoever holds it can compute tokens. All that a person's pseudonymity
/// rests on.
///
/// Keys lie in one block of guarded memory, without access except while another key is derived from them; they leave
/// this type only as derived keys. The ring is shared by reference and never printable.
package final class KeyRing: Sendable {
  /// What a key may still be used for.
  package enum Status: String, Sendable {
    /// New tokens are made with it; exactly one is.
    case primary
    /// Old tokens are still looked up with it.
    case resolve
    /// Kept, but no longer used.
    case retired
    /// The key is gone; the entry remembers that it was there.
    case destroyed
  }

  /// What may be shown of a key.
  package struct Entry: Sendable, Equatable {
    /// 4 characters of a-z2-7, unique in the ring; part of every token.
    package let kid: String
    /// ISO 8601 day.
    package let created: String
    package let status: Status
  }

  static let keyLength = Int(crypto_kdf_KEYBYTES)

  package let entries: [Entry]
  /// Whether the file is encrypted under a passphrase; `false` only for development rings.
  package let isProtected: Bool
  /// Whether the system promised not to swap key memory out (see `DiagnosticCode.keyMemory`).
  package let isMemoryLocked: Bool
  /// One epoch key per entry, in their order; zeros for a destroyed one.
  let keys: Mutex<SecretBytes>
  /// Those that have been derived to seal or to open, by key entry and label: a ledger opens thousands of boxes.
  let sealingKeys = Mutex<[String: SealingKey]>([:])

  init(entries: [Entry], keys: consuming SecretBytes, isProtected: Bool) {
    precondition(keys.count == entries.count * Self.keyLength)
    self.entries = entries
    self.isProtected = isProtected
    isMemoryLocked = keys.isLocked
    self.keys = Mutex(keys)
  }

  /// Once, at the start of a process that will hold keys and cell values: no core dump may contain them, libsodium is
  /// set up before there are threads, and secrets are taken out of the environment when they are read.
  ///
  /// A crash says no more than its signal: Swift's own handlers print registers and the memory they point to, to
  /// standard error and past the gate.
  package static func prepareProcess() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    _ = featurize_forbid_dumps()
    for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
    SecretBytes.prepareLibrary()
    SecretEnvironment.own()
  }

  /// What to warn of while the ring is in use: keys that may be swapped out to disk.
  package func remarks(at place: Diagnostic.Place) -> [Diagnostic] {
    guard !isMemoryLocked else { return [] }
    return [
      Diagnostic(
        .keyMemory, at: place, "the system does not lock the memory of keys: they may be swapped out to disk",
        help: "raise the limit on locked memory (`ulimit -l`), or turn swap off", severity: .warning)
    ]
  }

  package var primary: Entry? { entries.first { $0.status == .primary } }

  /// The key that separates tenants and domains: K_dom = generichash32(K_p, LP(tenant) ‖ LP(domain)). Without a `kid`
  /// from the primary epoch key.
  func domainKey(
    for purpose: KeyPurpose, tenant: String, domain: String, kid: String? = nil
  ) throws(PrivacyError) -> SecretBytes {
    let position = try position(of: kid)
    let domain = LengthPrefixed.joined(tenant, domain)
    return try SecretBytes(count: Self.keyLength) { memory throws(PrivacyError) in
      let purposeKey = try keys.withLock { keys throws(PrivacyError) in
        try keys.withBytes { keys throws(PrivacyError) in
          try Self.purposeKey(
            purpose, of: UnsafeRawBufferPointer(rebasing: keys[(position * Self.keyLength)...].prefix(Self.keyLength)))
        }
      }
      purposeKey.withBytes { key in
        _ = crypto_generichash(
          memory.bytes, Self.keyLength, domain, UInt64(domain.count), key.bytes, key.count)
      }
    }
  }

  static func purposeKey(
    _ purpose: KeyPurpose, of epochKey: UnsafeRawBufferPointer
  ) throws(PrivacyError) -> SecretBytes {
    try SecretBytes(count: keyLength) { memory in
      _ = crypto_kdf_derive_from_key(memory.bytes, keyLength, purpose.rawValue, "FGprivK1", epochKey.bytes)
    }
  }

  /// Why the key of this id cannot be used; `nil` if it can.
  package func problem(with kid: String) -> PrivacyError? {
    guard let entry = entries.first(where: { $0.kid == kid }) else { return .noKey(kid: kid) }
    return switch entry.status {
    case .primary, .resolve: nil
    case .retired: .keyRetired(kid: kid)
    case .destroyed: .keyDestroyed(kid: kid)
    }
  }

  private func position(of kid: String?) throws(PrivacyError) -> Int {
    if let kid, let problem = problem(with: kid) { throw problem }
    guard let kid = kid ?? primary?.kid, let position = entries.firstIndex(where: { $0.kid == kid }) else {
      throw .noKey(kid: nil)
    }
    return position
  }
}

extension UnsafeRawBufferPointer {
  /// For libsodium's `unsigned char` pointers. Traps on an empty buffer without memory.
  var bytes: UnsafePointer<UInt8> { baseAddress!.assumingMemoryBound(to: UInt8.self) }
}

extension UnsafeMutableRawBufferPointer {
  var bytes: UnsafeMutablePointer<UInt8> { baseAddress!.assumingMemoryBound(to: UInt8.self) }
}
