import Columns
import Configuration

extension Winsorizer {
  /// What the capping method needs of a column.
  struct Collected: ColumnStatistics {
    fileprivate var moments: MomentStatistics?
    fileprivate var quantiles: QuantileStatistics?

    mutating func update(_ numbers: Numbers) {
      moments?.update(numbers)
      quantiles?.update(numbers)
    }

    mutating func merge(_ other: Collected) {
      if let others = other.moments { moments?.merge(others) }
      if let others = other.quantiles { quantiles?.merge(others) }
    }

    var heldByteCount: Int { quantiles?.heldByteCount ?? 0 }
  }

  func collected(_ context: FitContext) -> Collected {
    cappingMethod == .gaussian
      ? Collected(moments: MomentStatistics(k: context.k)) : Collected(quantiles: QuantileStatistics(k: context.k))
  }

  func fit(_ collected: Collected, named name: String) throws(TransformError) -> CappedColumn {
    let caps: (low: Double, high: Double)?
    switch (collected.moments, collected.quantiles) {
    case (let moments?, _): caps = try gaussianCaps(moments, named: name)
    case (_, let quantiles?): caps = try quantileCaps(quantiles, named: name)
    default: caps = nil
    }
    guard let caps else { return CappedColumn(name: name, low: nil, high: nil) }
    guard caps.low.isFinite, caps.high.isFinite else {
      throw .unfittable(column: name, problem: TransformError.rangeTooLarge)
    }
    return CappedColumn(name: name, low: tail == .right ? nil : caps.low, high: tail == .left ? nil : caps.high)
  }

  private func gaussianCaps(
    _ statistics: MomentStatistics, named name: String
  ) throws(TransformError) -> (low: Double, high: Double)? {
    let moments = statistics.moments
    guard moments.count > 0 else { return nil }
    try statistics.require(column: name)
    let spread = try spread(moments.isConstant ? 0 : moments.variance.squareRoot(), named: name)
    return (moments.mean - factor * spread, moments.mean + factor * spread)
  }

  private func quantileCaps(
    _ statistics: QuantileStatistics, named name: String
  ) throws(TransformError) -> (low: Double, high: Double)? {
    guard statistics.quantiles.count > 0 else { return nil }
    switch cappingMethod {
    case .gaussian: return nil
    case .iqr:
      let quartiles = try statistics.medianAndPercentiles([25, 75], column: name).percentiles
      let range = try spread(quartiles[1] - quartiles[0], named: name)
      return (quartiles[0] - factor * range, quartiles[1] + factor * range)
    case .quantiles:
      let ends = try statistics.medianAndPercentiles([factor * 100, (1 - factor) * 100], column: name).percentiles
      _ = try spread(ends[1] - ends[0], named: name)
      return (ends[0], ends[1])
    case .mad:
      let median = try statistics.medianAndPercentiles([], column: name).median
      var deviation = statistics.quantiles.distances(from: median).median
      if let bounds = try statistics.bounds(column: name) {
        // At least k people are as far from the median as the farther bound.
        deviation = min(deviation, max(bounds.upperBound - median, median - bounds.lowerBound))
      }
      let distance = try factor * spread(deviation / Self.normalDeviation, named: name)
      return (median - distance, median + distance)
    }
  }

  /// The median deviation of the standard normal distribution, to the digits that feature_engine has.
  private static var normalDeviation: Double { 0.67449 }

  /// Refuses a column that has no tails.
  private func spread(_ spread: Double, named name: String) throws(TransformError) -> Double {
    guard spread != 0 else {
      throw .unfittable(
        column: name, problem: "varies too little for `capping_method: \(cappingMethod.rawValue)` to find tails")
    }
    return spread
  }
}
