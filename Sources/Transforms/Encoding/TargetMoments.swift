/// Count, mean and sum of squared deviations of the target over some rows.
///
/// Merged after Chan, Golub and LeVeque (1979), "Updating formulae and a pairwise algorithm for computing sample
/// variances"; the identity is the empty one.
struct TargetMoments: Sendable, Equatable {
  var count = 0.0
  var mean = 0.0
  /// Σ(y − mean)²
  var squares = 0.0

  /// Of `positives` ones among `count` zeros and ones; exact.
  init(positives: Int64, of count: Int64) {
    guard count > 0 else { return }
    self.count = Double(count)
    mean = Double(positives) / Double(count)
    squares = Double(positives) * (Double(count - positives) / Double(count))
  }

  init() {}

  @inline(__always)
  mutating func add(_ value: Double) {
    count += 1
    let delta = value - mean
    mean += delta / count
    squares += delta * (value - mean)
  }

  mutating func merge(_ other: TargetMoments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let total = count + other.count
    let delta = other.mean - mean
    mean += delta * (other.count / total)
    squares += other.squares + delta * delta * (count * other.count / total)
    count = total
  }

  static func merged(_ parts: some Sequence<TargetMoments>) -> TargetMoments {
    parts.reduce(into: TargetMoments()) { $0.merge($1) }
  }

  /// Population variance (ddof 0).
  var variance: Double { count > 0 ? squares / count : 0 }
}
