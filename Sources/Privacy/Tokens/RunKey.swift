import CSodium
import Synchronization

/// A random key that exists in this process alone: tokens made with it cannot be made again by anybody, not even by the
/// holder of the key ring. Made once per run.
package final class RunKey: Sendable {
  private let key: Mutex<SecretBytes>

  package init() throws(PrivacyError) {
    key = Mutex(try SecretBytes(count: KeyRing.keyLength) { crypto_kdf_keygen($0.bytes) })
  }

  /// A key for one tenant's domain: tokens join within it, as those under a key ring do.
  func domainKey(tenant: String, domain: String) throws(PrivacyError) -> SecretBytes {
    let domain = LengthPrefixed.joined(tenant, domain)
    return try SecretBytes(count: KeyRing.keyLength) { memory in
      key.withLock { key in
        key.withBytes { key in
          _ = crypto_generichash(memory.bytes, memory.count, domain, UInt64(domain.count), key.bytes, key.count)
        }
      }
    }
  }
}
