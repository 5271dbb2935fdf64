/// The B-splines of one degree over given knots, evaluated one interval at a time by de Boor's recurrence.
/// Source: de Boor, "A Practical Guide to Splines" (1978), chapter X; scipy 1.17, BSpline, whose order of operations
/// it keeps.
struct BSplineBasis: Sendable {
  let degree: Int
  /// Ascending; the base interval with `degree` knots more on each side.
  let knots: [Double]

  /// `base`: at least two ascending knots. As Eilers and Marx advise ("Flexible smoothing with B-splines and
  /// penalties", 1996) the outer knots go on in the distance of the last two, or, for a periodic function, in the
  /// distances of the other end.
  init(base: [Double], degree: Int, isPeriodic: Bool) {
    self.degree = degree
    let (first, last) = (base[0], base[base.count - 1])
    guard !isPeriodic else {
      let period = last - first
      let below = base[(base.count - degree - 1)..<(base.count - 1)].map { $0 - period }
      knots = below + base + base[1..<(degree + 1)].map { $0 + period }
      return
    }
    let low = base[1] - first, high = last - base[base.count - 2]
    let below = [Double].linspace(from: first - Double(degree) * low, to: first - low, count: degree)
    let above = [Double].linspace(from: last + high, to: last + Double(degree) * high, count: degree)
    knots = below + base + above
  }

  /// Number of splines.
  var count: Int { knots.count - degree - 1 }
  var lowerBound: Double { knots[degree] }
  var upperBound: Double { knots[count] }

  /// The interval that holds x, by the place of its lower knot; values outside belong to the first or last one.
  @inline(__always)
  static func interval(of x: Double, _ knots: UnsafeBufferPointer<Double>, degree: Int) -> Int {
    var (low, high) = (degree, knots.count - degree - 2)
    while low < high {
      let middle = (low + high + 1) / 2
      if x >= knots[middle] { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Writes the values at x of the `degree + 1` splines that are not 0 in an interval, the first of them being number
  /// `interval - degree`. `before` holds as many numbers for the time of the call.
  @inline(__always)
  static func evaluate(
    _ x: Double, in interval: Int, _ knots: UnsafeBufferPointer<Double>, degree: Int,
    _ values: UnsafeMutableBufferPointer<Double>, _ before: UnsafeMutableBufferPointer<Double>
  ) {
    values[0] = 1
    guard degree > 0 else { return }
    for order in 1...degree {
      for index in 0..<order { before[index] = values[index] }
      values[0] = 0
      for index in 1...order {
        let (high, low) = (knots[interval + index], knots[interval + index - order])
        guard high != low else {
          values[index] = 0
          continue
        }
        let share = before[index - 1] / (high - low)
        values[index - 1] += share * (high - x)
        values[index] = share * (x - low)
      }
    }
  }

  /// The values and slopes at x of the splines that are not 0 in its interval.
  func valuesAndSlopes(at x: Double) -> (first: Int, values: [Double], slopes: [Double]) {
    let size = degree + 1
    return knots.withUnsafeBufferPointer { knots in
      let interval = Self.interval(of: x, knots, degree: degree)
      var (values, slopes, before) = (
        [Double](repeating: 0, count: size), [Double](repeating: 0, count: size), [Double](repeating: 0, count: size)
      )
      values.withUnsafeMutableBufferPointer { values in
        before.withUnsafeMutableBufferPointer { before in
          Self.evaluate(x, in: interval, knots, degree: degree, values, before)
        }
      }
      guard degree > 0 else { return (interval, values, slopes) }
      // Those of one degree less, differenced.
      slopes.withUnsafeMutableBufferPointer { slopes in
        before.withUnsafeMutableBufferPointer { before in
          Self.evaluate(x, in: interval, knots, degree: degree - 1, slopes, before)
        }
      }
      let lower = slopes
      slopes = [Double](repeating: 0, count: size)
      for index in 1...degree {
        let (high, low) = (knots[interval + index], knots[interval + index - degree])
        guard high != low else { continue }
        let share = Double(degree) * lower[index - 1] / (high - low)
        slopes[index - 1] -= share
        slopes[index] = share
      }
      return (interval - degree, values, slopes)
    }
  }
}
