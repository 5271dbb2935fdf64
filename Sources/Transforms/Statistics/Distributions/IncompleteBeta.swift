#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The regularized incomplete beta function.
enum IncompleteBeta {
  /// I_x(a, b) for positive a and b; `complement` is 1 − x, which a caller knows to more digits.
  ///
  /// Source: Didonato and Morris, "Algorithm 708: Significant Digit Computation of the Incomplete Beta Function Ratios",
  /// ACM Transactions on Mathematical Software 18 (1992), the continued fraction of equation 9, by Lentz's method. In
  /// that form nothing cancels where x is near 1.
  static func regularized(_ a: Double, _ b: Double, at x: Double, complement: Double) -> Double {
    guard x > 0 else { return 0 }
    guard complement > 0 else { return 1 }
    let isBelowMean = x < (a + 1) / (a + b + 2)
    let power = power(a, b, x, complement)
    return isBelowMean ? power * fraction(a, b, x, complement) : 1 - power * fraction(b, a, complement, x)
  }

  /// xᵃ(1 − x)ᵇ / B(a, b)
  private static func power(_ a: Double, _ b: Double, _ x: Double, _ complement: Double) -> Double {
    let n = a + b
    let exponent =
      SaddlePoint.stirlingError(n) - SaddlePoint.stirlingError(a) - SaddlePoint.stirlingError(b)
      - SaddlePoint.deviance(a, from: n * x) - SaddlePoint.deviance(b, from: n * complement)
    return exp(exponent) * (a * b / (2 * .pi * n)).squareRoot()
  }

  private static func fraction(_ a: Double, _ b: Double, _ x: Double, _ complement: Double) -> Double {
    let distance = x < 0.5 ? a - (a + b) * x : (a + b) * complement - b
    var c = (a / (a + 1) * (distance + 1)).orTiny
    var d = 0.0
    var result = c
    for step in 1...maximumSteps {
      let n = Double(step)
      let width = a + 2 * n - 1
      let numerator = (a + n - 1) / width * ((a + b + n - 1) / width) * n * (b - n) * x * x
      let denominator = n + n * (b - n) * x / width + (a + n) / (width + 2) * (distance + 1 + n * (1 + complement))
      d = 1 / (denominator + numerator * d).orTiny
      c = (denominator + numerator / c).orTiny
      result *= c * d
      if abs(c * d - 1) < .ulpOfOne { break }
    }
    return 1 / result
  }

  /// About √max(a, b) steps are needed; so many suffice for 2^40 rows.
  private static let maximumSteps = 1_000_000
}

extension Double {
  /// Keeps a denominator of a continued fraction from 0.
  var orTiny: Double { Swift.abs(self) < 1e-300 ? 1e-300 : self }
}
