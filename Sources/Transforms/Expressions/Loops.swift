import Columns

/// The loops that kernels are made of. Each is inlined into the kernel that calls it, so that its operation is a part
/// of the loop and not a call per row.
///
/// A row in which an operand is missing is missing in the result. The slots of missing operands hold 0 and are computed
/// like any other; the result is cleared afterwards.
enum Loops {
  /// A float operation. What is not finite (a logarithm of 0, an overflow, a division by 0) is missing.
  @inline(__always)
  static func float(_ a: Column, _ operation: (Double) -> Double) -> Column {
    finite(a.floats.map(operation), a.validity)
  }

  @inline(__always)
  static func float(_ a: Column, _ b: Column, _ operation: (Double, Double) -> Double) -> Column {
    finite(zip(a.floats, b.floats, operation), a.validity & b.validity)
  }

  /// An int operation that may have no result: that is missing.
  @inline(__always)
  static func int<A: BitwiseCopyable>(_ a: Buffer<A>, _ validity: Bitmap?, _ operation: (A) -> Int64?) -> Column {
    partial(count: a.count, validity, zero: 0, { Column(.int($0), validity: $1) }) { values, isPresent in
      a.withUnsafeBufferPointer { a in
        for row in 0..<a.count {
          let result = operation(a[row])
          values[row] = result ?? 0
          isPresent[row] = result != nil
        }
      }
    }
  }

  @inline(__always)
  static func int<A: BitwiseCopyable, B: BitwiseCopyable>(
    _ a: Buffer<A>, _ b: Buffer<B>, _ validity: Bitmap?, _ operation: (A, B) -> Int64?
  ) -> Column {
    partial(
      a, b, validity, zero: 0, { Column(.int($0), validity: $1) }, operation)
  }

  @inline(__always)
  static func date<A: BitwiseCopyable, B: BitwiseCopyable>(
    _ a: Buffer<A>, _ b: Buffer<B>, _ validity: Bitmap?, _ operation: (A, B) -> Int32?
  ) -> Column {
    partial(
      a, b, validity, zero: 0, { Column(.date($0), validity: $1) }, operation)
  }

  @inline(__always)
  static func timestamp<A: BitwiseCopyable, B: BitwiseCopyable>(
    _ a: Buffer<A>, _ b: Buffer<B>, _ validity: Bitmap?, _ operation: (A, B) -> Int64?
  ) -> Column {
    partial(
      a, b, validity, zero: 0, { Column(.timestamp($0), validity: $1) }, operation)
  }

  @inline(__always)
  static func bool<A: BitwiseCopyable>(
    _ a: Buffer<A>, _ b: Buffer<A>, _ validity: Bitmap?, _ operation: (A, A) -> Bool
  ) -> Column {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        bool(count: a.count, validity) { operation(a[$0], b[$0]) }
      }
    }
  }

  @inline(__always)
  static func bool(count: Int, _ validity: Bitmap?, _ isTrue: (Int) -> Bool) -> Column {
    let bits = Bitmap(count: count, isSet: isTrue)
    return Column(.bool(validity.map { bits & $0 } ?? bits), validity: validity)
  }

  @inline(__always)
  static func dates(_ a: Column, _ b: Column, _ operation: (Int32, Int32) -> Int32) -> Column {
    date(a.dates, b.dates, a.validity & b.validity) { operation($0, $1) }
  }

  @inline(__always)
  static func timestamps(_ a: Column, _ b: Column, _ operation: (Int64, Int64) -> Int64) -> Column {
    timestamp(a.timestamps, b.timestamps, a.validity & b.validity) { operation($0, $1) }
  }

  @inline(__always)
  static func zip<A: BitwiseCopyable, B: BitwiseCopyable, Result: BitwiseCopyable>(
    _ a: Buffer<A>, _ b: Buffer<B>, _ operation: (A, B) -> Result
  ) -> Buffer<Result> {
    Buffer(count: a.count) { memory in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          for row in 0..<memory.count { memory[row] = operation(a[row], b[row]) }
        }
      }
    }
  }

  @inline(__always)
  private static func partial<A: BitwiseCopyable, B: BitwiseCopyable, Result: BitwiseCopyable>(
    _ a: Buffer<A>, _ b: Buffer<B>, _ validity: Bitmap?, zero: Result, _ column: (Buffer<Result>, Bitmap?) -> Column,
    _ operation: (A, B) -> Result?
  ) -> Column {
    partial(count: a.count, validity, zero: zero, column) { values, isPresent in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          for row in 0..<a.count {
            let result = operation(a[row], b[row])
            values[row] = result ?? zero
            isPresent[row] = result != nil
          }
        }
      }
    }
  }

  @inline(__always)
  private static func partial<Result: BitwiseCopyable>(
    count: Int, _ validity: Bitmap?, zero: Result, _ column: (Buffer<Result>, Bitmap?) -> Column,
    _ fill: (UnsafeMutableBufferPointer<Result>, UnsafeMutableBufferPointer<Bool>) -> Void
  ) -> Column {
    var values = Buffer<Result>([])
    let isPresent = Buffer<Bool>(count: count) { flags in
      values = Buffer(count: count) { fill($0, flags) }
    }
    let present = isPresent.withUnsafeBufferPointer { flags in Bitmap(count: count) { flags[$0] } }
    guard let valid = validity & present, valid.clearCount > 0 else { return column(values, nil) }
    return column(values.cleared(where: valid, zero), valid)
  }

  static func finite(_ values: Buffer<Double>, _ validity: Bitmap?) -> Column {
    // A sum of products with 0 is NaN as soon as one value is not finite.
    let probe = values.withUnsafeBufferPointer { values in values.reduce(0.0) { $0 + $1 * 0 } }
    guard probe != 0 || validity != nil else { return Column(.float(values)) }
    let present = values.withUnsafeBufferPointer { values in Bitmap(count: values.count) { values[$0].isFinite } }
    let valid = validity.map { $0 & present } ?? present
    return Column(.float(values.cleared(where: valid, 0)), validity: valid)
  }
}
