import CSodium

/// Keyed BLAKE2b with 16 bytes of output over messages that begin alike: the hash state up to the end of each
/// beginning is computed once, and copied for each message.
final class KeyedHash: Sendable {
  private let states: SecretBytes

  /// - Parameter beginnings: What messages begin with; `Hasher` names one of them by its position.
  init(key: borrowing SecretBytes, beginnings: [[UInt8]]) throws(PrivacyError) {
    precondition(crypto_generichash_statebytes() <= HashState.size, "libsodium 1.0's hash state")
    states = try SecretBytes(count: beginnings.count * HashState.size, rest: .readable) { memory in
      for (position, beginning) in beginnings.enumerated() {
        let state = OpaquePointer(memory.baseAddress! + position * HashState.size)
        key.withBytes { _ = crypto_generichash_init(state, $0.bytes, $0.count, 16) }
        crypto_generichash_update(state, beginning, UInt64(beginning.count))
      }
    }
  }

  /// Lends the states and one place to copy them to: for a whole batch, and for one thread.
  func withHasher<Result>(_ body: (Hasher) -> Result) -> Result {
    states.withBytes { states in
      // Aligned by hand: what asks for more than the usual alignment is allocated, and this may be for one value.
      withUnsafeTemporaryAllocation(byteCount: HashState.size + HashState.alignment, alignment: 16) { memory in
        let copy = memory.baseAddress!.alignedUp(toMultipleOf: HashState.alignment)
        return body(Hasher(states: states.baseAddress!, copy: copy))
      }
    }
  }

  func hash(_ message: [UInt8], beginning: Int = 0) -> Hash128 {
    withHasher { hasher in message.withUnsafeBytes { hasher.hash($0, beginning: beginning) } }
  }

  struct Hasher {
    fileprivate let states: UnsafeRawPointer
    fileprivate let copy: UnsafeMutableRawPointer

    /// - Parameter message: not empty.
    @inline(__always)
    func hash(_ message: UnsafeRawBufferPointer, beginning: Int) -> Hash128 {
      copy.copyMemory(from: states + beginning * HashState.size, byteCount: HashState.size)
      let state = OpaquePointer(copy)
      var hash = Hash128(high: 0, low: 0)
      crypto_generichash_update(state, message.bytes, UInt64(message.count))
      // `final` wipes what is keyed in the copy.
      withUnsafeMutableBytes(of: &hash) { _ = crypto_generichash_final(state, $0.bytes, 16) }
      return Hash128(high: UInt64(bigEndian: hash.high), low: UInt64(bigEndian: hash.low))
    }
  }
}

/// libsodium's hash state: Swift does not import it, because C aligns it to more than 16 bytes. Constants, so that a copy
/// lies on the stack; `size` is checked against the library and a multiple of the alignment.
private enum HashState {
  @inline(__always) static var alignment: Int { 64 }
  @inline(__always) static var size: Int { 384 }
}
