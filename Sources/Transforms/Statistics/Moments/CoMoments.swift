import Columns

/// The moments of a feature and its sum of products of deviations with the target.
struct CoMoments: Sendable, Codable {
  private(set) var moments = Moments()
  /// Σ(x − mean x)(y − mean y)
  private(set) var products = 0.0

  init() {}

  /// One chunk without missing values; `target` are the moments of `targets`.
  init(_ values: Buffer<Double>, _ targets: Buffer<Double>, target: Moments) {
    moments = Moments(values, validity: nil)
    products = values.withUnsafeBufferPointer { values in
      targets.withUnsafeBufferPointer { targets in
        Self.products(values, moments.mean, targets, target.mean)
      }
    }
  }

  /// Both target moments as they were before they are merged.
  mutating func merge(_ other: CoMoments, target: Moments, otherTarget: Moments) {
    products += other.products + moments.shift(to: other.moments, target, otherTarget)
    moments.merge(other.moments)
  }

  /// The F value of a regression of the target on the feature: r²/(1 − r²)·(n − 2); 0 for a constant feature or
  /// target, the largest double for a perfect correlation.
  func regressionF(target: Moments) -> Double {
    guard moments.count > 2 else { return 0 }
    let correlation = correlation(target: target)
    let determined = correlation * correlation
    guard determined < 1 else { return .greatestFiniteMagnitude }
    return determined / (1 - determined) * Double(moments.count - 2)
  }

  /// Pearson's r; 0 for a constant feature or target.
  func correlation(target: Moments) -> Double {
    moments.correlation(with: target, products: products) ?? 0
  }

  private static func products(
    _ values: NumberKernels.Values, _ center: Double, _ targets: NumberKernels.Values, _ targetCenter: Double
  ) -> Double {
    var lanes = NumberKernels.Lanes.zero
    let blocks = values.count / 8
    for block in 0..<blocks {
      lanes += (NumberKernels.load(values, block) - center) * (NumberKernels.load(targets, block) - targetCenter)
    }
    var sum = lanes.sum()
    for row in (blocks * 8)..<values.count { sum += (values[row] - center) * (targets[row] - targetCenter) }
    return sum
  }
}
