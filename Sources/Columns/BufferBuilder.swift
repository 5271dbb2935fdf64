/// Memory that is filled step by step and then becomes a `Buffer` without a copy.
///
/// Nothing of it is initialized; whoever fills it keeps count.
package struct BufferBuilder<Element: BitwiseCopyable>: ~Copyable {
  private var storage: Storage
  /// Number of elements that fit.
  package private(set) var capacity: Int

  package init(capacity: Int) {
    precondition(capacity >= 0)
    storage = Storage(byteCount: capacity * MemoryLayout<Element>.stride)
    self.capacity = capacity
  }

  /// The memory; valid until the next `reserve` or `finish`.
  package var base: UnsafeMutablePointer<Element> {
    storage.base.assumingMemoryBound(to: Element.self)
  }

  /// Makes room for `needed` elements, keeping the first `count`.
  package mutating func reserve(_ needed: Int, keeping count: Int) {
    guard needed > capacity else { return }
    let grown = max(needed, capacity * 2)
    let bigger = Storage(byteCount: grown * MemoryLayout<Element>.stride)
    bigger.base.copyMemory(from: storage.base, byteCount: count * MemoryLayout<Element>.stride)
    storage = bigger
    capacity = grown
  }

  /// The first `count` elements, all of which have been written.
  package consuming func finish(count: Int) -> Buffer<Element> {
    precondition(count <= capacity)
    return Buffer(storage: storage, count: count)
  }
}
