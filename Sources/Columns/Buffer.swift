/// Fixed-length contiguous memory of trivially copyable elements, 64-byte aligned as Arrow advises (a few bytes as the
/// allocator gives them), shared by reference and immutable once built.
///
/// The memory lives as long as any `Buffer` refers to it. All unsafe memory of the columns is confined to this type.
package struct Buffer<Element: BitwiseCopyable>: @unchecked Sendable {  // Sendable: nobody writes after `init`.
  @usableFromInline let storage: Storage
  /// Number of elements.
  package let count: Int

  /// Allocates `count` elements and lets `fill` write every one of them.
  @inlinable
  package init<Failure: Error>(
    count: Int, fill: (UnsafeMutableBufferPointer<Element>) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(count >= 0)
    let storage = Storage(byteCount: count * MemoryLayout<Element>.stride)
    try fill(UnsafeMutableBufferPointer(start: storage.base.assumingMemoryBound(to: Element.self), count: count))
    self.storage = storage
    self.count = count
  }

  /// Takes over filled memory.
  init(storage: Storage, count: Int) {
    self.storage = storage
    self.count = count
  }

  @inlinable
  package init(_ elements: some Collection<Element>) {
    self.init(count: elements.count) { memory in
      _ = memory.initialize(fromContentsOf: elements)
    }
  }

  @inlinable
  package init(repeating element: Element, count: Int) {
    self.init(count: count) { $0.initialize(repeating: element) }
  }

  /// Lends the memory; the pointer must not escape `body`. Hot loops run inside, once per batch.
  @inlinable
  package func withUnsafeBufferPointer<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeBufferPointer(start: storage.base.assumingMemoryBound(to: Element.self), count: count))
  }

  /// One element, bounds-checked.
  @inlinable
  package subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "index out of range")
    return storage.base.load(fromByteOffset: index &* MemoryLayout<Element>.stride, as: Element.self)
  }

  @inlinable
  package var array: [Element] { withUnsafeBufferPointer { Array($0) } }

  /// Size in memory.
  package var byteCount: Int { count * MemoryLayout<Element>.stride }
}

extension Buffer: Equatable where Element: Equatable {
  package static func == (left: Self, right: Self) -> Bool {
    left.count == right.count
      && left.withUnsafeBufferPointer { a in right.withUnsafeBufferPointer { b in a.elementsEqual(b) } }
  }
}

extension Buffer: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Element...) { self.init(elements) }
}

/// The one owner of a block of raw memory.
@usableFromInline
final class Storage {
  @usableFromInline let base: UnsafeMutableRawPointer

  /// A row that is served makes a hundred columns of 8 bytes: aligned to 64 they would take three times as long.
  @usableFromInline
  init(byteCount: Int) {
    base = .allocate(byteCount: max(byteCount, 1), alignment: byteCount <= 256 ? 16 : 64)
  }

  deinit { base.deallocate() }
}
