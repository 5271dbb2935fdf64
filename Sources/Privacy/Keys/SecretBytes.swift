import CSodium

/// A fixed number of secret bytes in guarded memory: between guard pages, locked against swapping, out of core dumps,
/// without access while nobody uses them, wiped when their one owner lets go.
///
/// Not copyable, so there is one place to wipe. Not printable: it has no description and its mirror shows an address
/// and a count. Changing the access is not atomic: an owner that is shared between threads holds it in a `Mutex`,
/// unless the bytes rest readable.
package struct SecretBytes: ~Copyable, @unchecked Sendable {  // Sendable: see above.
  /// What the memory allows between uses.
  package enum Rest: Sendable { case noAccess, readable }

  private let base: UnsafeMutableRawPointer
  package let count: Int
  private let rest: Rest
  /// Whether the system promised not to swap the bytes out; `false` where the limit on locked memory is too low.
  let isLocked: Bool

  /// Allocates `count` bytes, zeroed, and lets `fill` write them.
  package init(
    count: Int, rest: Rest = .noAccess, fill: (UnsafeMutableRawBufferPointer) throws(PrivacyError) -> Void
  ) throws(PrivacyError) {
    SecretBytes.prepareLibrary()
    guard let base = sodium_malloc(max(count, 1)) else { throw .noMemory }
    // sodium_malloc locks too but hides a failure; locking the same pages again tells.
    let isLocked = sodium_mlock(base, max(count, 1)) == 0
    base.initializeMemory(as: UInt8.self, repeating: 0, count: count)
    do {
      try fill(UnsafeMutableRawBufferPointer(start: base, count: count))
    } catch {
      sodium_free(base)
      throw error
    }
    Self.rest(rest, base)
    self.base = base
    self.count = count
    self.rest = rest
    self.isLocked = isLocked
  }

  /// Lends the bytes; the pointer must not escape `body`, nor may a copy of what it points to outlive it.
  package func withBytes<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if rest == .noAccess { sodium_mprotect_readonly(base) }
    defer { if rest == .noAccess { Self.rest(rest, base) } }
    return try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// A copy of some of the bytes, in guarded memory of their own.
  package func slice(_ range: Range<Int>) throws(PrivacyError) -> SecretBytes {
    try withBytes { bytes throws(PrivacyError) in
      try SecretBytes(count: range.count) { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range])) }
    }
  }

  /// Zeros that the compiler does not leave out.
  static func wipe(_ memory: UnsafeMutableRawBufferPointer) {
    if let base = memory.baseAddress { sodium_memzero(base, memory.count) }
  }

  private static func rest(_ rest: Rest, _ base: UnsafeMutableRawPointer) {
    switch rest {
    case .noAccess: sodium_mprotect_noaccess(base)
    case .readable: sodium_mprotect_readonly(base)
    }
  }

  /// `sodium_init` is idempotent and safe to call from any thread.
  static func prepareLibrary() {
    let status = sodium_init()
    precondition(status >= 0, "libsodium cannot initialise itself: no source of randomness")
  }

  // sodium_free makes the memory writable, checks the canary, wipes it, unlocks it and gives it back.
  deinit { sodium_free(base) }
}
