import Columns

extension Buffer {
  /// The elements whose bit is set, and `zero` for the others.
  func cleared(where valid: Bitmap, _ zero: Element) -> Buffer {
    Buffer(count: count) { memory in
      withUnsafeBufferPointer { values in
        valid.bytes.withUnsafeBufferPointer { bits in
          for row in 0..<values.count { memory[row] = bits.bit(row) ? values[row] : zero }
        }
      }
    }
  }
}
