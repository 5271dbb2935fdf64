import CSodium

/// Seals the salts of one domain under one key of the ring: XChaCha20-Poly1305 with a random nonce.
///
/// box = commitment ‖ nonce ‖ ciphertext. The index is bound as associated data, so that a box does not open in another
/// subject's place; the commitment, a hash of the key, makes a box open under one key only, which XChaCha20-Poly1305 by
/// itself does not promise.
final class SaltSeal: Sendable {
  private static let version: UInt8 = 1
  private static let nonceLength = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
  private static let commitmentLength = 16
  static let boxLength = commitmentLength + nonceLength + Salt.length + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)

  let kid: String
  private let key: SecretBytes
  private let commitment: [UInt8]
  /// Associated data up to the index.
  private let context: [UInt8]

  init(key source: borrowing SecretBytes, kid: String, domain: VaultDomain, entity: String) throws(PrivacyError) {
    self.kid = kid
    key = try SecretBytes(count: KeyRing.keyLength, rest: .readable) { memory in
      source.withBytes { memory.copyMemory(from: $0) }
    }
    let label = LengthPrefixed.joined("featurize vault commitment")
    commitment = [UInt8](unsafeUninitializedCapacity: Self.commitmentLength) { memory, written in
      source.withBytes { key in
        _ = crypto_generichash(
          memory.baseAddress!, Self.commitmentLength, label, UInt64(label.count), key.bytes, key.count)
      }
      written = Self.commitmentLength
    }
    context = [Self.version] + LengthPrefixed.joined(kid, domain.tenant, domain.name, entity)
  }

  func seal(_ salt: Salt, of index: BlindIndex) -> SealedSalt {
    let context = context + index.bytes
    let salt = salt.bytes
    var box = commitment
    box.append(contentsOf: KeyRingFile.randomBytes(Self.nonceLength))
    box.append(contentsOf: repeatElement(0, count: Self.boxLength - box.count))
    let nonce = Self.commitmentLength, ciphertext = nonce + Self.nonceLength
    box.withUnsafeMutableBufferPointer { box in
      key.withBytes { key in
        _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
          box.baseAddress! + ciphertext, nil, salt, UInt64(salt.count), context, UInt64(context.count), nil,
          box.baseAddress! + nonce, key.bytes)
      }
    }
    return SealedSalt(kid: kid, box: box)
  }

  /// `nil` if the box is not one that was sealed for this index under this key.
  func open(_ sealed: SealedSalt, of index: BlindIndex) -> Salt? {
    guard sealed.box.count == Self.boxLength, sodium_memcmp(sealed.box, commitment, commitment.count) == 0 else {
      return nil
    }
    let context = context + index.bytes
    let nonce = Self.commitmentLength, ciphertext = nonce + Self.nonceLength
    var salt = [UInt8](repeating: 0, count: Salt.length)
    let status = sealed.box.withUnsafeBufferPointer { box in
      key.withBytes { key in
        crypto_aead_xchacha20poly1305_ietf_decrypt(
          &salt, nil, nil, box.baseAddress! + ciphertext, UInt64(Self.boxLength - ciphertext), context,
          UInt64(context.count), box.baseAddress! + nonce, key.bytes)
      }
    }
    guard status == 0, let words = BlindIndex(salt) else { return nil }
    return Salt(high: words.high, low: words.low)
  }
}
