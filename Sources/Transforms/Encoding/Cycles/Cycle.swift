import CKernels
import Columns

/// The place of values on a circle that they go round once a period.
enum Cycle {
  /// The angle of one unit, in radians.
  static func factor(of period: Double) -> Double { 2 * Double.pi / period }

  /// The sine and cosine of each value.
  static func coordinates(
    of values: Buffer<Double>, factor: Double
  ) -> (sine: Buffer<Double>, cosine: Buffer<Double>) {
    let count = values.count
    var cosines = Buffer<Double>([])
    let sines = Buffer<Double>(count: count) { sines in
      cosines = Buffer(count: count) { cosines in
        values.withUnsafeBufferPointer { values in
          guard let values = values.baseAddress, let sines = sines.baseAddress, let cosines = cosines.baseAddress
          else { return }
          ck_circle(values, count, factor, sines, cosines)
        }
      }
    }
    return (sines, cosines)
  }
}
