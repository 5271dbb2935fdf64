#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The two terms by which binomial and Poisson probabilities are computed without the cancellation of large logarithms
/// of Γ: a p-value of 1e-200 over a million rows keeps its digits.
///
/// Source: Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000).
enum SaddlePoint {
  /// What Stirling's formula leaves out: ln Γ(x + 1) − (x + ½)·ln x + x − ½·ln 2π; x > 0.
  static func stirlingError(_ x: Double) -> Double {
    var (x, shifted) = (x, 0.0)
    while x < 16 {
      shifted += (x + 0.5) * log1p(1 / x) - 1
      x += 1
    }
    let inverse = 1 / (x * x)
    let series = coefficients.reversed().reduce(0) { $0 * inverse + $1 }
    return shifted + series / x
  }

  /// Of the asymptotic series in 1/x², divided by x (DLMF 5.11.1).
  private static let coefficients = [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360]

  /// x·ln(x/m) + m − x, by a series where x and m are near each other.
  static func deviance(_ x: Double, from mean: Double) -> Double {
    let ratio = (x - mean) / (x + mean)
    guard abs(ratio) < 0.3 else { return x * log(x / mean) + mean - x }
    var sum = (x - mean) * ratio
    var term = 2 * x * ratio
    for odd in stride(from: 3.0, through: 99, by: 2) {
      term *= ratio * ratio
      let next = sum + term / odd
      if next == sum { break }
      sum = next
    }
    return sum
  }
}
