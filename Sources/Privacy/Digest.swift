import CKernels
import CSodium

/// BLAKE2b-256 of what is published, as manifests and states show it.
package enum Digest {
  package static func text(of text: String) -> String {
    let stream = DigestStream()
    stream.update(text)
    return stream.text()
  }
}

/// A digest over bytes that come in pieces. Used by one thread at a time.
package final class DigestStream {
  private let state: UnsafeMutablePointer<ck_blake2b>

  package init() {
    state = .allocate(capacity: 1)
    ck_blake2b_begin(state, nil, 0, Self.size)
  }

  /// A digest under the key ring, for files that hold personal data: a plain one would let anyone confirm a guess.
  package init(keys: KeyRing) throws(PrivacyError) {
    state = .allocate(capacity: 1)
    // Should the key not be there, what is left has been begun.
    ck_blake2b_begin(state, nil, 0, Self.size)
    let key = try keys.domainKey(for: .digest, tenant: "", domain: "")
    key.withBytes { ck_blake2b_begin(state, $0.bytes, $0.count, Self.size) }
  }

  deinit {
    sodium_memzero(state, MemoryLayout<ck_blake2b>.size)
    state.deallocate()
  }

  package func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  package func update(_ bytes: UnsafeRawBufferPointer) {
    ck_blake2b_update(state, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
  }

  /// `blake2b:` and 64 hexadecimal digits (without a key, what `b2sum -l 256` prints). Ends the stream.
  package func text() -> String {
    var digest: [UInt8] = Array(repeating: 0, count: Self.size)
    ck_blake2b_end(state, &digest, Self.size)
    return "blake2b:" + Hexadecimal.text(digest)
  }

  private static let size = 32
}
