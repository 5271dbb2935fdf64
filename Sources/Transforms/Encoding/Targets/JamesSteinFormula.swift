#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The four ways of `james_stein_encoder` to shrink a category's mean.
struct JamesSteinFormula: TargetFormula {
  let model: JamesSteinEncoder.Model

  func neutral(_ prior: Moments) -> Double { model == .binary ? 0 : prior.mean }

  func encoder(of rows: TargetGroup) -> (Moments) -> Double {
    let neutral = neutral(rows.prior)
    guard !rows.isKeyLike else { return { _ in neutral } }
    return switch model {
    case .independent: independent(rows)
    case .pooled: pooled(rows)
    case .beta: beta(rows)
    case .binary: LogOdds(rows).encoder()
    }
  }

  /// Each category has its own variance; one of a single row has none and is not shrunk.
  private func independent(_ rows: TargetGroup) -> (Moments) -> Double {
    let (prior, spread) = (rows.prior.mean, rows.prior.sampleVariance)
    let kept = Self.shareShrunk(rows.present)
    return { category in
      let own = category.sampleVariance
      guard spread + own > 0 else { return prior }
      return prior + (1 - (own / (spread + own) * kept).clamped(to: 0...1)) * (category.mean - prior)
    }
  }

  /// (K − 3) / (K − 1); of one category nothing is shrunk.
  fileprivate static func shareShrunk(_ categories: Int) -> Double {
    categories > 1 ? Double(categories - 3) / Double(categories - 1) : 0
  }

  /// All categories have one variance and as good as one number of rows.
  private func pooled(_ rows: TargetGroup) -> (Moments) -> Double {
    let prior = rows.prior.mean
    let rowsEach = rows.meanCount
    var deviations = 0.0
    for category in rows.categories where category.count > 0 {
      deviations += (category.mean - prior) * (category.mean - prior)
    }
    guard deviations > 0, rowsEach > 0 else { return { $0.mean } }
    let shrunk = (Double(rows.present - 3) * (rows.prior.sampleVariance / rowsEach) / deviations).clamped(to: 0...1)
    return { prior + (1 - shrunk) * ($0.mean - prior) }
  }

  private func beta(_ rows: TargetGroup) -> (Moments) -> Double {
    let (prior, count) = (rows.prior.mean, Double(rows.prior.count))
    return { category in
      let own = Double(category.count)
      return prior + own / (own + count) * (category.mean - prior)
    }
  }
}

/// Shrinkage of log odds ratios, after P. Morris and the method of Paule and Mandel for the variance between them.
private struct LogOdds {
  private let all: Moments
  private let categories: Int
  /// The variance between the categories.
  private let variance: Double
  private let mean: Double

  init(_ rows: TargetGroup) {
    all = rows.prior
    categories = rows.present
    let ratios = rows.categories.filter { $0.count > 0 }.map { [all = rows.prior] in Self.ratio(of: $0, among: all) }
    // From 0 Newton's steps approach the root from below: the sum falls with the variance, and ever more slowly.
    var variance = 0.0
    for _ in 0..<200 {
      let mean = Self.mean(ratios, variance)
      var (excess, slope) = (1 - Double(ratios.count), 0.0)
      for ratio in ratios {
        let weight = 1 / (variance + ratio.variance)
        let square = (ratio.value - mean) * (ratio.value - mean)
        excess += weight * square
        slope += weight * weight * square
      }
      guard excess > 0, slope > 0 else { break }
      let step = excess / slope
      variance += step
      if step <= variance * .ulpOfOne { break }
    }
    self.variance = variance
    mean = Self.mean(ratios, variance)
  }

  /// The logarithm of the odds ratio of a category against the rest with Yates's correction, and its variance.
  private static func ratio(of category: Moments, among all: Moments) -> (value: Double, variance: Double) {
    let (ones, zeros) = (category.ones + 0.5, category.zeros + 0.5)
    let (otherOnes, otherZeros) = (all.ones - category.ones + 0.5, all.zeros - category.zeros + 0.5)
    return (log(otherZeros * ones / (zeros * otherOnes)), 1 / ones + 1 / zeros + 1 / otherOnes + 1 / otherZeros)
  }

  private static func mean(_ ratios: [(value: Double, variance: Double)], _ variance: Double) -> Double {
    var (sum, weights) = (0.0, 0.0)
    for ratio in ratios {
      let weight = 1 / (variance + ratio.variance)
      sum += weight * ratio.value
      weights += weight
    }
    return weights > 0 ? sum / weights : 0
  }

  func encoder() -> (Moments) -> Double {
    let (all, mean, variance) = (all, mean, variance)
    guard categories > 1 else { return { _ in 0 } }
    let share = JamesSteinFormula.shareShrunk(categories)
    return { category in
      let ratio = Self.ratio(of: category, among: all)
      let shrunk = (share * ratio.variance / (variance + ratio.variance)).clamped(to: 0...1)
      return mean + (1 - shrunk) * (ratio.value - mean)
    }
  }
}

extension TargetGroup {
  /// Rows of a category on average.
  fileprivate var meanCount: Double {
    present == 0 ? 0 : Double(categories.reduce(0) { $0 + $1.count }) / Double(present)
  }
}
