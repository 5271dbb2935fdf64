import CSodium

/// An epoch key as text: exactly 32 bytes, as 64 hexadecimal digits, or as base64 of 43 characters, or 44 with its `=`,
/// of either alphabet of RFC 4648. White space may follow. The lengths tell the two apart, and anything else is refused:
/// a key that was cut or doubled would make other tokens, silently.
enum RawKey {
  /// The bytes of the key.
  ///
  /// - Parameter source: what to call it in a message.
  static func decode(_ text: borrowing SecretBytes, from source: String) throws(PrivacyError) -> SecretBytes {
    try text.withBytes { text throws(PrivacyError) -> SecretBytes in
      var length = text.count
      while length > 0, isSpace(text[length - 1]) { length -= 1 }
      return try SecretBytes(count: KeyRing.keyLength) { memory throws(PrivacyError) in
        guard decode(text.baseAddress!.assumingMemoryBound(to: CChar.self), length, into: memory) else {
          throw .secretUnreadable(
            source: source, cause: "a raw key is 32 bytes: 64 hexadecimal digits or 43 characters of base64")
        }
        // A placeholder, such as zeros: no random key looks so in the life of the universe.
        guard memory.contains(where: { $0 != memory[0] }) else {
          throw .secretUnreadable(source: source, cause: "all bytes of the key are the same")
        }
      }
    }
  }

  private static func decode(
    _ text: UnsafePointer<CChar>, _ length: Int, into key: UnsafeMutableRawBufferPointer
  ) -> Bool {
    var written = 0
    let variants: [Int32]
    switch length {
    case 64:
      return sodium_hex2bin(key.bytes, key.count, text, length, nil, &written, nil) == 0 && written == key.count
    case 44: variants = [Int32(sodium_base64_VARIANT_ORIGINAL), Int32(sodium_base64_VARIANT_URLSAFE)]
    case 43:
      variants = [
        Int32(sodium_base64_VARIANT_ORIGINAL_NO_PADDING), Int32(sodium_base64_VARIANT_URLSAFE_NO_PADDING),
      ]
    default: return false
    }
    return variants.contains { variant in
      sodium_base642bin(key.bytes, key.count, text, length, nil, &written, nil, variant) == 0 && written == key.count
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

extension KeyRing {
  /// A ring of one raw key, which is primary. Its id comes from the key itself, by its check value, so that every
  /// machine calls it the same. Such a ring cannot be rotated: tokens of another key are unknown to it.
  ///
  /// - Parameter source: what to call it in a message.
  package static func raw(_ text: borrowing SecretBytes, from source: String) throws(PrivacyError) -> KeyRing {
    let key = try RawKey.decode(text, from: source)
    let check = try key.withBytes { key throws(PrivacyError) in try KeyRingFile.checkValue(of: key) }
    let kid = String(Base32.encode(check).prefix(Token.kidLength))
    return KeyRing(entries: [Entry(kid: kid, created: "", status: .primary)], keys: key, isProtected: false)
  }

  package static func raw(_ input: SecretInput) throws(PrivacyError) -> KeyRing {
    try raw(input.read(.everything), from: input.text)
  }

  /// A key ring that does not lie in a file of ours: its JSON, as `keys new` writes it.
  ///
  /// - Parameter name: what to call it in a message.
  package static func open(
    _ json: borrowing SecretBytes, named name: String, passphrase: consuming Passphrase?
  ) throws(PrivacyError) -> KeyRing {
    try OpenedKeyRingFile(json.withBytes { Array($0) }, at: name, passphrase: passphrase).ring()
  }

  package static func open(
    _ input: SecretInput, passphrase: consuming Passphrase? = nil
  ) throws(PrivacyError) -> KeyRing {
    if case .file(let path) = input { return try open(path: path, passphrase: passphrase) }
    return try open(input.read(.everything), named: input.name, passphrase: passphrase)
  }
}
