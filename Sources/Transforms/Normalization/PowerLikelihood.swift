import Columns

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// How likely a column is as a power of normally distributed numbers, by the exponent λ:
/// −n/2·ln var(y(λ)) + (λ − 1)·Σ sgn(x)·ln(1 + |x|), for Box-Cox with ln x in the sum.
struct PowerLikelihood {
  private let method: PowerTransformer.Method
  /// As `Method.takeLogarithms` has them.
  private let logarithms: Buffer<Double>
  private let sum: Double
  /// The smallest and largest of the logarithms.
  private let range: ClosedRange<Double>

  /// Of at least one value.
  init(_ values: Buffer<Double>, _ method: PowerTransformer.Method) {
    self.method = method
    logarithms = Buffer(count: values.count) { memory in
      values.withUnsafeBufferPointer { _ = memory.initialize(from: $0) }
      method.takeLogarithms(of: memory)
    }
    (sum, range) = logarithms.withUnsafeBufferPointer { logarithms in
      let (minimum, maximum) = NumberKernels.extremes(logarithms, nil)
      return (NumberKernels.sum(logarithms), minimum...max(minimum, maximum))
    }
  }

  private var largest: Double { max(abs(range.lowerBound), abs(range.upperBound)) }

  /// The exponent of the greatest likelihood, found as scipy does.
  func exponent(column: String) throws(TransformError) -> Double {
    let exponent =
      switch method {
      case .yeoJohnson: Brent.minimum(in: safeExponents) { negative(at: $0) }
      case .boxCox: Brent.minimum(from: -2, 2) { negative(at: $0) }
      }
    guard let exponent, exponent.isFinite else {
      throw .unfittable(column: column, problem: "has no exponent of greatest likelihood")
    }
    return exponent
  }

  /// Those that keep the variance of values twenty times as large within the range of doubles, by scipy's
  /// approximation: half of the range of binary exponents, as powers of the largest value.
  private var safeExponents: ClosedRange<Double> {
    let size = log1p(20 * (exp(largest) - 1))
    let epsilon = log(Double.ulpOfOne)
    let low = (log(Double.leastNormalMagnitude) - epsilon) / 2 / size
    let high = (log(Double.greatestFiniteMagnitude) + epsilon) / 2 / size
    if range.upperBound < 0 { return (2 - high)...(2 - low) }
    return range.lowerBound < 0 ? max(2 - high, low)...min(2 - low, high) : low...high
  }

  /// The negated likelihood, +∞ where the variance cannot be told from 0.
  private func negative(at lambda: Double) -> Double {
    // A factor e^-shift that keeps the powers of Box-Cox in range; the variance is put right at the end.
    let shift = method == .boxCox && abs(lambda) * largest > 1 ? abs(lambda) * largest : 0
    let powers = Buffer<Double>(count: logarithms.count) { memory in
      logarithms.withUnsafeBufferPointer { _ = memory.initialize(from: $0) }
      if shift > 0 {
        // e^z and e^z − 1 have one variance.
        Exponentials.replace(memory) { Exponentials.expm1($0 * lambda - shift) / lambda }
      } else {
        method.takePowers(lambda, of: memory)
      }
    }
    let variance = Moments(powers, validity: nil).variance
    guard variance >= .leastNormalMagnitude, variance.isFinite else { return .infinity }
    return Double(logarithms.count) / 2 * (log(variance) + 2 * shift) - (lambda - 1) * sum
  }
}
