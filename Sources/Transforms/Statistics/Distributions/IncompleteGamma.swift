#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The regularized incomplete gamma function.
enum IncompleteGamma {
  /// Q(a, x) = Γ(a, x)/Γ(a) for positive a.
  ///
  /// Source: the series of DLMF 8.11.4 below the mean, the continued fraction of DLMF 8.9.2 above it.
  static func upper(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 1 }
    guard x.isFinite else { return 0 }
    // xᵃe⁻ˣ / Γ(a + 1)
    let power =
      exp(-SaddlePoint.stirlingError(a) - SaddlePoint.deviance(a, from: x)) / (2 * .pi * a).squareRoot()
    return x < a + 1 ? 1 - power * series(a, x) : power * a * fraction(a, x)
  }

  private static func series(_ a: Double, _ x: Double) -> Double {
    var (sum, term, n) = (1.0, 1.0, a)
    while term > sum * .ulpOfOne {
      n += 1
      term *= x / n
      sum += term
    }
    return sum
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b.orTiny
    var result = d
    for step in 1...1_000_000 {
      let m = Double(step)
      let numerator = -m * (m - a)
      b += 2
      d = 1 / (numerator * d + b).orTiny
      c = (b + numerator / c).orTiny
      result *= c * d
      if abs(c * d - 1) < .ulpOfOne { break }
    }
    return result
  }
}
