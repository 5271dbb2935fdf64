import CSodium
import Synchronization

/// Bytes that only the holder of the key ring can read, and nobody can change unnoticed.
package struct SealedBytes: Sendable {
  /// The key entry that they were sealed under.
  package let kid: String
  package let nonce: [UInt8]
  package let ciphertext: [UInt8]

  package init(kid: String, nonce: [UInt8], ciphertext: [UInt8]) {
    self.kid = kid
    self.nonce = nonce
    self.ciphertext = ciphertext
  }
}

/// The key that bytes of one label are sealed under.
final class SealingKey: Sendable {
  private let key: SecretBytes

  init(_ source: consuming SecretBytes) throws(PrivacyError) {
    key = try SecretBytes(count: source.count, rest: .readable) { memory in
      source.withBytes { memory.copyMemory(from: $0) }
    }
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result { key.withBytes(body) }
}

extension KeyRing {
  private func sealingKey(_ label: String, kid: String) throws(PrivacyError) -> SealingKey {
    let name = "\(kid) \(label)"
    if let known = sealingKeys.withLock({ $0[name] }) { return known }
    let derived = try SealingKey(domainKey(for: .partialFit, tenant: "", domain: label, kid: kid))
    sealingKeys.withLock { $0[name] = derived }
    return derived
  }

  /// Encrypts under the primary key with XChaCha20-Poly1305 and a random nonce.
  ///
  /// - Parameters:
  ///   - label: What the bytes are; bytes of another label do not open.
  ///   - context: What stands beside them in the clear; changing it keeps them from opening.
  package func seal(
    _ message: [UInt8], label: String, context: [UInt8]
  ) throws(PrivacyError) -> SealedBytes {
    guard let primary else { throw .noKey(kid: nil) }
    let key = try sealingKey(label, kid: primary.kid)
    let nonce = KeyRingFile.randomBytes(Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES))
    let length = message.count + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
    let ciphertext = [UInt8](unsafeUninitializedCapacity: length) { memory, written in
      key.withBytes { key in
        _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
          memory.baseAddress!, nil, message, UInt64(message.count), context, UInt64(context.count), nil, nonce,
          key.bytes)
      }
      written = length
    }
    return SealedBytes(kid: primary.kid, nonce: nonce, ciphertext: ciphertext)
  }

  /// The sealed bytes; `nil` if they, or what stands beside them, are not what was sealed.
  package func open(
    _ sealed: SealedBytes, label: String, context: [UInt8]
  ) throws(PrivacyError) -> [UInt8]? {
    let overhead = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
    guard sealed.nonce.count == Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES),
      sealed.ciphertext.count >= overhead
    else { return nil }
    let key = try sealingKey(label, kid: sealed.kid)
    var isAuthentic = false
    let message = [UInt8](unsafeUninitializedCapacity: sealed.ciphertext.count - overhead) { memory, written in
      isAuthentic = key.withBytes { key in
        crypto_aead_xchacha20poly1305_ietf_decrypt(
          memory.baseAddress, nil, nil, sealed.ciphertext, UInt64(sealed.ciphertext.count), context,
          UInt64(context.count), sealed.nonce, key.bytes) == 0
      }
      written = isAuthentic ? sealed.ciphertext.count - overhead : 0
    }
    return isAuthentic ? message : nil
  }
}
