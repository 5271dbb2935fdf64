import CKernels

/// Keyed BLAKE2b with 16 bytes of output over messages that begin alike: the hash up to the end of each beginning is
/// computed once, and what is left of most messages is one block. docs/decisions/0022-hashing-in-a-kernel.md says why
/// this is not libsodium's.
final class KeyedHash: Sendable {
  private let states: SecretBytes

  /// - Parameter beginnings: What messages begin with; `Hasher` names one of them by its position.
  init(key: borrowing SecretBytes, beginnings: [[UInt8]]) throws(PrivacyError) {
    let size = MemoryLayout<ck_blake2b>.stride
    states = try SecretBytes(count: beginnings.count * size, rest: .readable) { memory in
      let states = memory.bindMemory(to: ck_blake2b.self)
      for (position, beginning) in beginnings.enumerated() {
        let state = states.baseAddress! + position
        key.withBytes { ck_blake2b_begin(state, $0.bytes, $0.count, 16) }
        ck_blake2b_update(state, beginning, beginning.count)
      }
    }
  }

  /// Lends the states, for a whole batch.
  func withHasher<Result>(_ body: (Hasher) -> Result) -> Result {
    states.withBytes { states in body(Hasher(states: states.assumingMemoryBound(to: ck_blake2b.self).baseAddress!)) }
  }

  func hash(_ message: [UInt8], beginning: Int = 0) -> Hash128 {
    withHasher { hasher in message.withUnsafeBytes { hasher.hash($0, beginning: beginning) } }
  }

  struct Hasher {
    fileprivate let states: UnsafePointer<ck_blake2b>

    /// - Parameter message: not empty.
    @inline(__always)
    func hash(_ message: UnsafeRawBufferPointer, beginning: Int) -> Hash128 {
      var hash = Hash128(high: 0, low: 0)
      withUnsafeMutableBytes(of: &hash) {
        ck_blake2b_continue(states + beginning, message.bytes, message.count, $0.bytes)
      }
      return Hash128(high: UInt64(bigEndian: hash.high), low: UInt64(bigEndian: hash.low))
    }
  }
}
