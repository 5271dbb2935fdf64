import Columns

/// Count, mean and sum of squared deviations from the mean.
///
/// M2 = Σ(x−T)² − (Σ(x−T))²/n with T the mean of the chunk, two passes over a chunk that lies in the cache; chunks are
/// merged by M2 += n₁n₂/(n₁+n₂)·(m₁−m₂)². Σx² − (Σx)²/n instead gives negative variances at large offsets.
/// Source: Chan, Golub, LeVeque, "Algorithms for Computing the Sample Variance", The American Statistician 37 (1983).
struct Moments: Sendable, Codable, Equatable {
  private(set) var count = 0
  private(set) var mean = 0.0
  /// M2
  private(set) var squares = 0.0

  init() {}

  init(count: Int, mean: Double, squares: Double) {
    self.count = count
    self.mean = mean
    self.squares = squares
  }

  /// The moments of the present values of one chunk.
  init(_ values: Buffer<Double>, validity: Bitmap?) {
    count = validity?.setCount ?? values.count
    guard count > 0 else { return }
    values.withUnsafeBufferPointer { values in
      validity.withBytes { validity in
        let center = NumberKernels.sum(values) / Double(count)
        let deviations = NumberKernels.deviations(values, validity, from: center)
        mean = center + deviations.sum / Double(count)
        squares = max(0, deviations.squares - deviations.sum * deviations.sum / Double(count))
      }
    }
  }

  /// Of `positives` ones among `count` zeros and ones; exact.
  init(positives: Int64, of count: Int64) {
    guard count > 0 else { return }
    self.count = Int(count)
    mean = Double(positives) / Double(count)
    squares = Double(positives) * (Double(count - positives) / Double(count))
  }

  /// Those of the parts together.
  static func merged(_ parts: some Sequence<Moments>) -> Moments {
    parts.reduce(into: Moments()) { $0.merge($1) }
  }

  /// Adds one value, for rows that are scattered over many moments. After Welford, "Note on a Method for Calculating
  /// Corrected Sums of Squares and Products", Technometrics 4 (1962).
  @inline(__always)
  mutating func add(_ value: Double) {
    count &+= 1
    let difference = value - mean
    mean += difference / Double(count)
    squares += difference * (value - mean)
  }

  mutating func merge(_ other: Moments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let (left, right) = (Double(count), Double(other.count))
    let difference = other.mean - mean
    squares += other.squares + left * right / (left + right) * difference * difference
    mean += difference * right / (left + right)
    count += other.count
  }

  /// With denominator n.
  var variance: Double { count == 0 ? 0 : squares / Double(count) }

  /// Whether the variance is within the rounding error of a constant column: scikit-learn's `_is_constant_feature`.
  var isConstant: Bool {
    let n = Double(count)
    let epsilon = Double.ulpOfOne
    let error = n * mean * epsilon
    return variance <= n * epsilon * variance + error * error
  }

  /// Refuses a mean or variance beyond the range of doubles.
  func requireFinite(column: String) throws(TransformError) {
    guard mean.isFinite && squares.isFinite else {
      throw .unfittable(column: column, problem: TransformError.tooLarge)
    }
  }
}

extension Moments {
  /// What Σ(x − mean x)(y − mean y) gains by the distance of the means when rows with moments x and y are merged with
  /// others: n₁n₂/(n₁+n₂)·(x₂−x₁)(y₂−y₁).
  func shift(to other: Moments, _ y: Moments, _ otherY: Moments) -> Double {
    guard count > 0 && other.count > 0 else { return 0 }
    let (left, right) = (Double(count), Double(other.count))
    return left * right / (left + right) * (other.mean - mean) * (otherY.mean - y.mean)
  }

  /// Pearson's r of two variables by their sum of products of deviations; `nil` where one of them is constant.
  func correlation(with other: Moments, products: Double) -> Double? {
    guard !isConstant, !other.isConstant else { return nil }
    let r = products / squares.squareRoot() / other.squares.squareRoot()
    return r.isNaN ? nil : r.clamped(to: -1...1)
  }
}
