/// The minimum of a function of one variable: parabolas through the last three points where they help, golden sections
/// where they do not.
///
/// Source: Brent, "Algorithms for Minimization Without Derivatives" (1973), chapter 5, with the tolerances of scipy
/// 1.17, optimize/_optimize.py.
enum Brent {
  /// √ε, below which a difference of positions makes none of values.
  private static let relative = 1.48e-8
  private static let mostSteps = 500
  /// (3 − √5)/2
  private static let section = 0.3819660112501051

  /// The minimum within `range`; `nil` if the range has no finite width.
  static func minimum(in range: ClosedRange<Double>, of function: (Double) -> Double) -> Double? {
    let width = range.upperBound - range.lowerBound
    guard width.isFinite else { return nil }
    return minimum(in: range, from: range.lowerBound + section * width, absolute: relative / 3, of: function)
  }

  /// The minimum downhill of two positions; `nil` if the function falls without end.
  static func minimum(from first: Double, _ second: Double, of function: (Double) -> Double) -> Double? {
    var (left, middle) = (first, second)
    var lowest = function(second)
    if function(first) < lowest {
      swap(&left, &middle)
      lowest = function(middle)
    }
    for _ in 0..<mostSteps {
      let right = middle + 1.618034 * (middle - left)
      let value = function(right)
      guard right.isFinite, value < lowest else {
        guard right.isFinite, lowest.isFinite else { return nil }
        return minimum(in: min(left, right)...max(left, right), from: middle, absolute: 1e-11, of: function)
      }
      (left, middle, lowest) = (middle, right, value)
    }
    return nil
  }

  private struct Point {
    var position: Double
    var value: Double
  }

  private static func minimum(
    in range: ClosedRange<Double>, from start: Double, absolute: Double, of function: (Double) -> Double
  ) -> Double {
    var (low, high) = (range.lowerBound, range.upperBound)
    var best = Point(position: start, value: function(start))
    var (second, third) = (best, best)
    // The last step, and the one before it.
    var (step, earlier) = (0.0, 0.0)
    for _ in 0..<mostSteps {
      let middle = (low + high) / 2
      let tolerance = relative * abs(best.position) + absolute
      if abs(best.position - middle) <= 2 * tolerance - (high - low) / 2 { break }
      let parabola = abs(earlier) > tolerance ? parabolicStep(best, second, third) : nil
      if let parabola, abs(parabola) < abs(earlier / 2), low < best.position + parabola, best.position + parabola < high
      {
        earlier = step
        step = parabola
        let next = best.position + step
        if next - low < 2 * tolerance || high - next < 2 * tolerance {
          step = middle >= best.position ? tolerance : -tolerance
        }
      } else {
        earlier = (best.position >= middle ? low : high) - best.position
        step = section * earlier
      }
      let position = best.position + (abs(step) >= tolerance ? step : step >= 0 ? tolerance : -tolerance)
      let next = Point(position: position, value: function(position))
      if next.value <= best.value {
        if position >= best.position { low = best.position } else { high = best.position }
        (best, second, third) = (next, best, second)
      } else {
        if position < best.position { low = position } else { high = position }
        if next.value <= second.value || second.position == best.position {
          (second, third) = (next, second)
        } else if next.value <= third.value || third.position == best.position
          || third.position == second.position
        {
          third = next
        }
      }
    }
    return best.position
  }

  /// From the best of three points to the vertex of the parabola through them; `nil` where they lie on a line.
  private static func parabolicStep(_ best: Point, _ second: Point, _ third: Point) -> Double? {
    let left = (best.position - second.position) * (best.value - third.value)
    let right = (best.position - third.position) * (best.value - second.value)
    let numerator = (best.position - third.position) * right - (best.position - second.position) * left
    let denominator = 2 * (right - left)
    let step = -numerator / denominator
    return step.isFinite ? step : nil
  }
}
