import CSodium

/// Base64 of RFC 4648 section 5 (`-` and `_`), without padding, by libsodium's constant-time routines.
enum Base64 {
  private static let variant = Int32(sodium_base64_VARIANT_URLSAFE_NO_PADDING)

  static func encode(_ bytes: [UInt8]) -> String {
    let capacity = sodium_base64_encoded_len(bytes.count, variant)
    return String(unsafeUninitializedCapacity: capacity) { memory in
      memory.withMemoryRebound(to: CChar.self) { memory in
        _ = sodium_bin2base64(memory.baseAddress!, capacity, bytes, bytes.count, variant)
      }
      return capacity - 1
    }
  }

  static func decode(_ text: String) -> [UInt8]? {
    let limit = text.utf8.count
    guard limit > 0 else { return [] }
    var written = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { memory, count in
      let status = sodium_base642bin(memory.baseAddress!, limit, text, limit, nil, &written, nil, variant)
      count = status == 0 ? written : 0
    }
    return bytes.isEmpty ? nil : bytes
  }
}
