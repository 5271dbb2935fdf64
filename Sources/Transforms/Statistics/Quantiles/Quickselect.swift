/// Values by their rank without sorting all of them: Hoare's quickselect, with a sort where it does not get ahead.
enum Quickselect {
  /// Ranges as short as this are sorted.
  private static let sortLimit = 24

  /// The median, (a + b)/2 of the middle two; there must be a value, and none is NaN. Leaves the values in another
  /// order.
  static func median(of values: UnsafeMutableBufferPointer<Double>) -> Double {
    let upper = values.count / 2
    select(values, upper)
    let high = values[upper]
    if !values.count.isMultiple(of: 2) { return high }
    var low = values[0]
    for position in 1..<max(upper, 1) { low = values[position] > low ? values[position] : low }
    return midpoint(low, high)
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
