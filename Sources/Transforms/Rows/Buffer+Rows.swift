import Columns

extension Buffer {
  /// The elements whose bit is set, and `zero` for the others.
  func cleared(where valid: Bitmap?, _ zero: Element) -> Buffer {
    guard let valid else { return self }
    return Buffer(count: count) { memory in
      withUnsafeBufferPointer { values in
        valid.bytes.withUnsafeBufferPointer { bits in
          for row in 0..<values.count { memory[row] = bits.bit(row) ? values[row] : zero }
        }
      }
    }
  }

  /// The elements whose bit is set, one after the other.
  func present(_ validity: Bitmap?) -> Buffer {
    guard let validity else { return self }
    return Buffer(count: validity.setCount) { memory in
      withUnsafeBufferPointer { elements in
        validity.bytes.withUnsafeBufferPointer { validity in
          var next = 0
          for row in 0..<elements.count where validity.bit(row) {
            memory[next] = elements[row]
            next &+= 1
          }
        }
      }
    }
  }
}

extension Buffer<Double> {
  /// The values with one zero, and NaN where the validity bit is clear.
  func marking(_ validity: Bitmap?) -> Buffer<Double> {
    Buffer(count: count) { memory in
      withUnsafeBufferPointer { values in
        for row in 0..<values.count { memory[row] = values[row] + 0 }
      }
      validity?.bytes.withUnsafeBufferPointer { NumberKernels.fillMissing(memory, $0, with: .nan) }
    }
  }
}

extension Buffer<Int32> {
  /// The positions that `isKept` says yes to.
  @inline(__always)
  static func positions(count: Int, where isKept: (Int) -> Bool) -> Buffer<Int32> {
    let kept = BufferBuilder<Int32>(capacity: count)
    let memory = kept.base
    var next = 0
    for row in 0..<count {
      memory[next] = Int32(truncatingIfNeeded: row)
      next &+= isKept(row) ? 1 : 0
    }
    return kept.finish(count: next)
  }

  /// `values[code]` for every code of the buffer, and `missing` where the validity bit is clear.
  func lookUp(in values: [Int32], _ validity: Bitmap?, missing: Int32) -> Buffer<Int32> {
    guard let validity else { return lookUp(in: values) }
    return Buffer(count: count) { memory in
      withUnsafeBufferPointer { codes in
        values.withUnsafeBufferPointer { values in
          validity.bytes.withUnsafeBufferPointer { validity in
            for row in 0..<codes.count { memory[row] = validity.bit(row) ? values[Int(codes[row])] : missing }
          }
        }
      }
    }
  }

  /// `values[code]` for every code of the buffer.
  func lookUp<Value: BitwiseCopyable>(in values: [Value]) -> Buffer<Value> {
    Buffer<Value>(count: count) { memory in
      withUnsafeBufferPointer { codes in
        values.withUnsafeBufferPointer { values in
          for row in 0..<codes.count { memory[row] = values[Int(codes[row])] }
        }
      }
    }
  }
}
