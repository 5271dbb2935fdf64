#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Fisher's distribution of a ratio of two variances.
enum FDistribution {
  /// The probability of a larger value than `f`, to about 1e-13 relative; `nil` without degrees of freedom, and for a
  /// negative `f`.
  static func survival(_ f: Double, _ numerator: Int, _ denominator: Int) -> Double? {
    guard numerator > 0, denominator > 0, f >= 0 else { return nil }
    let (d1, d2) = (Double(numerator), Double(denominator))
    // Scaled first, so that the product of the largest double stays in range.
    let odds = f / d2 * d1
    guard odds.isFinite else { return 0 }
    return IncompleteBeta.regularized(d2 / 2, d1 / 2, at: 1 / (1 + odds), complement: odds / (1 + odds))
  }
}
