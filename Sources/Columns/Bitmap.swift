/// A bit per row, least significant bit first, as Arrow lays out validity (1 = present) and booleans.
///
/// Invariant: bits past `count` in the last byte are 0, so bytes compare equal when the bits do.
package struct Bitmap: Sendable, Equatable {
  package let bytes: Buffer<UInt8>
  package let count: Int
  /// Number of 1 bits.
  package let setCount: Int

  /// Takes `bytes` as they are; bits past `count` must be 0.
  package init(bytes: Buffer<UInt8>, count: Int) {
    precondition(bytes.count == (count + 7) / 8)
    self.bytes = bytes
    self.count = count
    setCount = bytes.withUnsafeBufferPointer { $0.reduce(0) { $0 &+ $1.nonzeroBitCount } }
  }

  /// Asks `isSet` for every row in order.
  @inlinable
  package init(count: Int, isSet: (Int) -> Bool) {
    let bytes = Buffer<UInt8>(count: (count + 7) / 8) { memory in
      let whole = count / 8
      for byte in 0..<whole {
        var bits: UInt8 = 0
        for bit in 0..<8 { bits |= (isSet(byte &* 8 &+ bit) ? 1 : 0) &<< UInt8(truncatingIfNeeded: bit) }
        memory[byte] = bits
      }
      guard whole < memory.count else { return }
      var bits: UInt8 = 0
      for row in whole &* 8..<count where isSet(row) { bits |= 1 &<< UInt8(truncatingIfNeeded: row & 7) }
      memory[whole] = bits
    }
    self.init(bytes: bytes, count: count)
  }

  package init(repeating value: Bool, count: Int) {
    self.init(count: count) { _ in value }
  }

  package init(_ values: some Collection<Bool>) {
    let values = Array(values)
    self.init(count: values.count) { values[$0] }
  }

  @inlinable
  package subscript(row: Int) -> Bool {
    precondition(row >= 0 && row < count, "row out of range")
    return bytes[row >> 3] >> UInt8(truncatingIfNeeded: row & 7) & 1 == 1
  }

  /// Number of 0 bits.
  package var clearCount: Int { count - setCount }

  package func gather(_ rows: Buffer<Int32>) -> Bitmap {
    rows.withUnsafeBufferPointer { rows in
      bytes.withUnsafeBufferPointer { bytes in
        Bitmap(count: rows.count) { position in bytes.bit(Int(rows[position])) }
      }
    }
  }

  package static func & (left: Bitmap, right: Bitmap) -> Bitmap {
    precondition(left.count == right.count)
    let bytes = Buffer<UInt8>(count: left.bytes.count) { memory in
      for byte in 0..<memory.count { memory[byte] = left.bytes[byte] & right.bytes[byte] }
    }
    return Bitmap(bytes: bytes, count: left.count)
  }

  package static func | (left: Bitmap, right: Bitmap) -> Bitmap {
    precondition(left.count == right.count)
    let bytes = Buffer<UInt8>(count: left.bytes.count) { memory in
      for byte in 0..<memory.count { memory[byte] = left.bytes[byte] | right.bytes[byte] }
    }
    return Bitmap(bytes: bytes, count: left.count)
  }

  /// A set bit for each clear one.
  package var inverted: Bitmap {
    bytes.withUnsafeBufferPointer { bytes in Bitmap(count: count) { !bytes.bit($0) } }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Bit `row`, counted from the least significant bit of the first byte; no bounds check in release builds.
  @inlinable
  package func bit(_ row: Int) -> Bool {
    self[row >> 3] >> UInt8(truncatingIfNeeded: row & 7) & 1 == 1
  }
}

extension Bitmap? {
  /// Validity of `row`: a column without a bitmap has no missing value. Not for hot loops.
  package func isValid(_ row: Int) -> Bool {
    switch self {
    case .none: true
    case .some(let bitmap): bitmap[row]
    }
  }

  /// The conjunction of two validities.
  package static func & (left: Bitmap?, right: Bitmap?) -> Bitmap? {
    switch (left, right) {
    case (.none, let other), (let other, .none): other
    case (.some(let left), .some(let right)): left & right
    }
  }
}
