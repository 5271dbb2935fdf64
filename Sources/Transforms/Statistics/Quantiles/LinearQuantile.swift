/// A quantile by numpy's `linear` rule: h = q(n−1) lies between two ranks, and the value is interpolated from the nearer
/// end, so that it is bit-equal to numpy's.
struct LinearQuantile {
  /// The ranks on either side, 0-based; equal at the last.
  let low: Int
  let high: Int
  private let fraction: Double

  /// Of `count` values, at least one; `q` is from 0 to 1.
  init(_ q: Double, of count: Int) {
    let place = q * Double(count - 1)
    low = min(max(Int(place.rounded(.down)), 0), count - 1)
    high = min(low + 1, count - 1)
    fraction = place - Double(low)
  }

  /// The quantile between the values of the two ranks.
  func value(between lower: Double, and upper: Double) -> Double {
    let difference = upper - lower
    return fraction < 0.5 ? lower + difference * fraction : upper - difference * (1 - fraction)
  }
}
