import CSodium

extension KeyRing {
  /// The code of an audit entry: keyed BLAKE2b-256 over the code before it and the entry, under purpose `audit`. Without
  /// the key nobody can change an entry and mend the chain behind it.
  ///
  /// - Parameter kid: the entry's key; by default the primary one.
  package func auditCode(
    previous: [UInt8], entry: [UInt8], kid: String? = nil
  ) throws(PrivacyError) -> [UInt8] {
    let key = try domainKey(for: .audit, tenant: "", domain: "", kid: kid)
    return Self.code(of: LengthPrefixed.joined(previous, entry), under: key, length: 32)
  }

  /// A keyed mark of a text (16 bytes): equal texts have equal marks, and a mark says nothing without the key.
  ///
  /// - Parameter label: separates kinds of texts.
  package func mark(of text: String, label: String, kid: String? = nil) throws(PrivacyError) -> [UInt8] {
    let key = try domainKey(for: .blindIndex, tenant: "", domain: label, kid: kid)
    return Self.code(of: Array(text.utf8), under: key, length: 16)
  }

  /// The keyed 64-bit hashes by which the ledger's filters know tokens.
  package func filterHasher(kid: String? = nil) throws(PrivacyError) -> RowHasher {
    try rowHasher(purpose: .blindIndex, label: "ledger filter", kid: kid)
  }

  private static func code(of message: [UInt8], under key: borrowing SecretBytes, length: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: length) { code, count in
      key.withBytes { key in
        _ = crypto_generichash(code.baseAddress!, length, message, UInt64(message.count), key.bytes, key.count)
      }
      count = length
    }
  }
}

extension SealedBytes {
  /// One run of bytes: key id, nonce, ciphertext.
  package var joined: [UInt8] { Array(kid.utf8) + nonce + ciphertext }

  /// `nil` if these are no sealed bytes.
  package init?(joined: [UInt8]) {
    let nonceEnd = Token.kidLength + Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    guard joined.count >= nonceEnd else { return nil }
    self.init(
      kid: String(decoding: joined[..<Token.kidLength], as: UTF8.self),
      nonce: Array(joined[Token.kidLength..<nonceEnd]), ciphertext: Array(joined[nonceEnd...]))
  }
}
