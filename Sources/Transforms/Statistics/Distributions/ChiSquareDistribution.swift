#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The distribution of a sum of squares of standard normal variables.
enum ChiSquareDistribution {
  /// The probability of a larger value than `x`, to about 1e-13 relative; `nil` without degrees of freedom, and for a
  /// negative `x`.
  static func survival(_ x: Double, _ degreesOfFreedom: Int) -> Double? {
    guard degreesOfFreedom > 0, x >= 0 else { return nil }
    return IncompleteGamma.upper(Double(degreesOfFreedom) / 2, x / 2)
  }
}
