extension Range<Int> {
  /// The first place that is not before some point, by halves; `isBefore` holds for all places up to it and for none
  /// after.
  @inline(__always)
  func partitionPoint(_ isBefore: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = (low &+ high) / 2
      if isBefore(middle) { low = middle &+ 1 } else { high = middle }
    }
    return low
  }
}
