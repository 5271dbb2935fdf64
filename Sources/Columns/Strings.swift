/// UTF-8 strings end to end with `count + 1` offsets, Arrow's `utf8` layout.
package struct Strings: Sendable, Equatable {
  /// `offsets[i]..<offsets[i + 1]` are the bytes of string `i`; the first offset is 0.
  package let offsets: Buffer<Int32>
  package let bytes: Buffer<UInt8>

  package init(offsets: Buffer<Int32>, bytes: Buffer<UInt8>) {
    precondition(offsets.count > 0)
    self.offsets = offsets
    self.bytes = bytes
  }

  package init(_ strings: some Sequence<String>) {
    var builder = StringsBuilder()
    for string in strings { builder.append(string) }
    self = builder.finish()
  }

  package var count: Int { offsets.count - 1 }
  package var byteCount: Int { offsets.byteCount + bytes.byteCount }

  package subscript(index: Int) -> String {
    withBytes(of: index) { String(decoding: $0, as: UTF8.self) }
  }

  /// Lends the bytes of one string; the pointer must not escape `body`.
  @inlinable
  package func withBytes<Result, Failure: Error>(
    of index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let range = Int(offsets[index])..<Int(offsets[index + 1])
    return try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: bytes[range]))
    }
  }

  /// Lends the bytes of every string in order; the pointers must not escape `body`.
  @inlinable
  package func forEach(_ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
    offsets.withUnsafeBufferPointer { offsets in
      bytes.withUnsafeBufferPointer { bytes in
        for index in 0..<count {
          body(index, UnsafeBufferPointer(rebasing: bytes[Int(offsets[index])..<Int(offsets[index + 1])]))
        }
      }
    }
  }

  package func gather(_ rows: Buffer<Int32>) -> Strings {
    var builder = StringsBuilder(rows: rows.count, bytes: bytes.count)
    rows.withUnsafeBufferPointer { rows in
      for row in rows { withBytes(of: Int(row)) { builder.append($0) } }
    }
    return builder.finish()
  }

  package var array: [String] { (0..<count).map { self[$0] } }
}

/// Collects strings one after the other.
///
/// A batch never holds more than 2 GiB of text per column (Arrow's 32-bit offsets); chunk sizes keep it far below.
package struct StringsBuilder: Sendable {
  @usableFromInline var offsets: [Int32] = [0]
  @usableFromInline var bytes: [UInt8] = []

  package init(rows: Int = 0, bytes: Int = 0) {
    offsets.reserveCapacity(rows + 1)
    self.bytes.reserveCapacity(bytes)
  }

  package var count: Int { offsets.count - 1 }

  @inlinable
  package mutating func append(_ string: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: string)
    offsets.append(Int32(bytes.count))
  }

  package mutating func append(_ string: String) {
    bytes.append(contentsOf: string.utf8)
    offsets.append(Int32(bytes.count))
  }

  package mutating func append(_ string: [UInt8]) {
    bytes.append(contentsOf: string)
    offsets.append(Int32(bytes.count))
  }

  package consuming func finish() -> Strings {
    Strings(offsets: Buffer(offsets), bytes: Buffer(bytes))
  }
}
