import CKernels
import Glibc

/// Growing memory with `CK_PADDING` readable bytes after its end.
///
/// `@unchecked Sendable`: one thread fills it; it is shared only after that.
final class HeapBytes: @unchecked Sendable {
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) throws(FormatError) {
    guard let base = malloc(capacity + Int(CK_PADDING)) else { throw .outOfMemory }
    self.base = base
    self.capacity = capacity
  }

  deinit { free(base) }

  /// The free memory at the end, at least `needed` bytes. Large blocks move by remapping pages, so growing copies
  /// nothing and touches nothing.
  func room(for needed: Int) throws(FormatError) -> UnsafeMutableRawBufferPointer {
    if capacity - count < needed {
      let grown = max(capacity * 2, count + needed)
      guard let moved = realloc(base, grown + Int(CK_PADDING)) else { throw .outOfMemory }
      base = moved
      capacity = grown
    }
    return UnsafeMutableRawBufferPointer(start: base + count, count: capacity - count)
  }

  /// Says that `added` bytes of the room have been written.
  func advance(by added: Int) {
    precondition(added <= capacity - count)
    count += added
  }

  /// Gives the padding a value. To be called once, after the last byte.
  func pad() {
    (base + count).initializeMemory(as: UInt8.self, repeating: 0, count: Int(CK_PADDING))
  }

  func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(UnsafeRawBufferPointer(start: base, count: count))
  }
}
