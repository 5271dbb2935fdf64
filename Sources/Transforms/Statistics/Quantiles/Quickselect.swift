/// Values by their rank without sorting all of them: Hoare's quickselect, with a sort where it does not get ahead; the
/// median over the values between two of a sample, as Floyd and Rivest narrow them down ("Expected Time Bounds for
/// Selection", CACM 18, 1975).
enum Quickselect {
  /// Ranges as short as this are sorted.
  private static let sortLimit = 24

  /// Of more values than this first those near the middle are picked out.
  private static let narrowLimit = 600
  private static let sampleSize = 128
  /// Places in the sorted sample on either side of where the middle should be: four standard deviations of its rank.
  private static let reach = 23

  /// The median, (a + b)/2 of the middle two; there must be a value, and all are finite. Leaves the memory in no order, and
  /// not all of the values in it.
  static func median(of values: UnsafeMutableBufferPointer<Double>) -> Double {
    var values = values
    var (lower, upper) = ((values.count - 1) / 2, values.count / 2)
    while values.count > narrowLimit, let below = narrow(&values, to: lower...upper) {
      lower -= below
      upper -= below
    }
    select(values, upper)
    let high = values[upper]
    if lower == upper { return high }
    var low = values[0]
    for position in 1..<max(upper, 1) { low = values[position] > low ? values[position] : low }
    return midpoint(low, high)
  }

  /// Keeps the values between two of a sorted sample, and returns how many smaller ones are gone; `nil` if the ranks
  /// would be lost, or too few would go. Two passes without a branch that depends on a value.
  private static func narrow(_ values: inout UnsafeMutableBufferPointer<Double>, to ranks: ClosedRange<Int>) -> Int? {
    let bounds = withUnsafeTemporaryAllocation(of: Double.self, capacity: sampleSize) { sample in
      var sample = sample
      for place in 0..<sampleSize { sample[place] = values[place * values.count / sampleSize] }
      sample.sort()
      let middle = sampleSize * ranks.lowerBound / values.count
      return (low: sample[max(middle - reach, 0)], high: sample[min(middle + reach, sampleSize - 1)])
    }
    var (below, above) = (0, 0)
    for value in values {
      below &+= isLess(value, bounds.low)
      above &+= isLess(bounds.high, value)
    }
    let count = values.count - below - above
    guard below <= ranks.lowerBound, ranks.upperBound < below + count, count < values.count / 4 * 3 else { return nil }
    var next = 0
    for position in 0..<values.count {
      let value = values[position]
      // Never beyond `position`.
      values[next] = value
      next &+= 1 &- (isLess(value, bounds.low) | isLess(bounds.high, value))
    }
    values = UnsafeMutableBufferPointer(rebasing: values[..<count])
    return below
  }

  /// 1 or 0, by the sign of the difference: of a comparison the compiler makes a branch, which is mispredicted every
  /// other time.
  @inline(__always)
  private static func isLess(_ left: Double, _ right: Double) -> Int {
    Int(truncatingIfNeeded: (left - right).bitPattern >> 63)
  }

  /// Overflows to neither infinity.
  static func midpoint(_ low: Double, _ high: Double) -> Double {
    if low == high { return low }
    let sum = low + high
    return sum.isFinite ? sum / 2 : low / 2 + high / 2
  }

  /// Puts the value of rank `rank` at that place, none larger before it and none smaller behind it.
  static func select(_ values: UnsafeMutableBufferPointer<Double>, _ rank: Int) {
    var (low, high) = (0, values.count - 1)
    var rounds = 2 * (Int.bitWidth - values.count.leadingZeroBitCount)
    while high > low {
      if high - low < sortLimit || rounds == 0 {
        var rest = UnsafeMutableBufferPointer(rebasing: values[low...high])
        return rest.sort()
      }
      rounds -= 1
      let pivot = median(values[low], values[low + (high - low) / 2], values[high])
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left &+= 1 }
        while values[right] > pivot { right &-= 1 }
        if left <= right {
          values.swapAt(left, right)
          left &+= 1
          right &-= 1
        }
      }
      if rank <= right { high = right } else if rank >= left { low = left } else { return }
    }
  }

  private static func median(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }
}
