import CSodium
import Privacy

/// SHA-256 and HMAC-SHA-256 (RFC 2104) of libsodium, for what AWS signs.
enum HMAC {
  static let length = Int(crypto_auth_hmacsha256_BYTES)

  /// Keys of any length; the code stays in guarded memory, since most of them are keys in turn.
  static func code(
    of message: borrowing SecretBytes, key: borrowing SecretBytes
  ) throws(PrivacyError) -> SecretBytes {
    try SecretBytes(count: length) { memory in
      var state = crypto_auth_hmacsha256_state()
      key.withBytes { key in
        _ = crypto_auth_hmacsha256_init(&state, key.baseAddress!.assumingMemoryBound(to: UInt8.self), key.count)
      }
      message.withBytes { message in
        _ = crypto_auth_hmacsha256_update(
          &state, message.baseAddress!.assumingMemoryBound(to: UInt8.self), UInt64(message.count))
      }
      _ = crypto_auth_hmacsha256_final(&state, memory.baseAddress!.assumingMemoryBound(to: UInt8.self))
      sodium_memzero(&state, MemoryLayout<crypto_auth_hmacsha256_state>.size)
    }
  }

  static func code(of text: String, key: borrowing SecretBytes) throws(PrivacyError) -> SecretBytes {
    try code(of: SecretText.make(limit: max(text.utf8.count, 1)) { $0.append(text) }, key: key)
  }

  /// 64 hexadecimal digits.
  static func digest(of bytes: UnsafeRawBufferPointer) -> String {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    _ = crypto_hash_sha256(&digest, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
    return Hexadecimal.text(digest)
  }
}
