#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The place of a value on a circle that it goes round once a period.
enum Cycle {
  /// The angle of one unit, in radians.
  static func factor(of period: Double) -> Double { 2 * Double.pi / period }

  @inline(__always)
  static func sine(_ value: Double, factor: Double) -> Double { sin(value * factor) }

  @inline(__always)
  static func cosine(_ value: Double, factor: Double) -> Double { cos(value * factor) }
}
