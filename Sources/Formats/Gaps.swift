/// Ranges that are left out of a stretch of bytes, and where lies what is left.
struct Gaps: Sendable {
  /// Ascending; none is empty, and none touches the next.
  let ranges: [Range<Int>]
  /// For each gap, and for the end, the bytes left out before it.
  private let bytesBefore: [Int]

  static let none = Gaps([])

  /// - Parameter ranges: ascending, without overlap.
  init(_ ranges: [Range<Int>]) {
    var joined: [Range<Int>] = []
    for range in ranges where !range.isEmpty {
      if let last = joined.last, last.upperBound >= range.lowerBound {
        precondition(last.upperBound == range.lowerBound, "gaps are ascending and apart")
        joined[joined.count - 1] = last.lowerBound..<range.upperBound
      } else {
        joined.append(range)
      }
    }
    self.ranges = joined
    bytesBefore = joined.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  var isEmpty: Bool { ranges.isEmpty }
  /// Bytes that are left out.
  var byteCount: Int { bytesBefore[ranges.count] }

  /// The stretches of the whole that a range of what is left consists of.
  func stretches(of range: Range<Int>) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var position = range.lowerBound
    var gap = firstGap(after: position)
    while position < range.upperBound {
      let end = gap < ranges.count ? min(place(of: gap), range.upperBound) : range.upperBound
      stretches.append(position + bytesBefore[gap]..<end + bytesBefore[gap])
      position = end
      gap += 1
    }
    return stretches
  }

  /// Where a gap stands among the bytes that are left.
  private func place(of gap: Int) -> Int { ranges[gap].lowerBound - bytesBefore[gap] }

  /// The first gap that stands behind `position`.
  private func firstGap(after position: Int) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if place(of: middle) <= position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
