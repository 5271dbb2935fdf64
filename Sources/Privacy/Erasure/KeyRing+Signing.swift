import CSodium

/// A signature under a key ring: Ed25519 (RFC 8032), whose public half anybody may hold.
package struct Signature: Sendable, Equatable {
  /// The key entry that signed.
  package let kid: String
  /// 32 bytes.
  package let publicKey: [UInt8]
  /// 64 bytes.
  package let bytes: [UInt8]

  package init(kid: String, publicKey: [UInt8], bytes: [UInt8]) {
    self.kid = kid
    self.publicKey = publicKey
    self.bytes = bytes
  }

  /// Whether the holder of the secret half of `publicKey` signed the message.
  package func isOf(_ message: [UInt8]) -> Bool {
    guard publicKey.count == Int(crypto_sign_PUBLICKEYBYTES), bytes.count == Int(crypto_sign_BYTES) else {
      return false
    }
    return crypto_sign_verify_detached(bytes, message, UInt64(message.count), publicKey) == 0
  }
}

extension KeyRing {
  /// Signs with the pair that the primary key leads to under purpose `receipt`.
  package func sign(_ message: [UInt8]) throws(PrivacyError) -> Signature {
    guard let kid = primary?.kid else { throw .noKey(kid: nil) }
    var publicKey: [UInt8] = []
    let secret = try signingKey(kid, &publicKey)
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(crypto_sign_BYTES)) { memory, count in
      secret.withBytes { secret in
        _ = crypto_sign_detached(memory.baseAddress!, nil, message, UInt64(message.count), secret.bytes)
      }
      count = Int(crypto_sign_BYTES)
    }
    return Signature(kid: kid, publicKey: publicKey, bytes: bytes)
  }

  /// The public half of the pair that a key signs with.
  package func receiptKey(kid: String) throws(PrivacyError) -> [UInt8] {
    var publicKey: [UInt8] = []
    _ = try signingKey(kid, &publicKey)
    return publicKey
  }

  /// seed = K_dom of purpose `receipt` (tenant and domain empty): 32 bytes, as Ed25519 wants them.
  private func signingKey(_ kid: String, _ publicKey: inout [UInt8]) throws(PrivacyError) -> SecretBytes {
    let seed = try domainKey(for: .receipt, tenant: "", domain: "", kid: kid)
    var made = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
    let secret = try SecretBytes(count: Int(crypto_sign_SECRETKEYBYTES)) { memory in
      seed.withBytes { _ = crypto_sign_seed_keypair(&made, memory.bytes, $0.bytes) }
    }
    publicKey = made
    return secret
  }
}
