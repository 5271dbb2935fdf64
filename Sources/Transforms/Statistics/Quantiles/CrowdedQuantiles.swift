/// The quantiles of a distribution by steps of at least k people: the values stored are such that k people lie at or
/// below the first, k between each and the next, and k at or above the last. What lies between them is interpolated,
/// so that no other person's value can be read from it.
struct CrowdedQuantiles {
  private let k: Int
  /// Ascending values, each with its place in the distribution, from 0 to 1.
  private var steps: [(place: Double, value: Double)] = []

  init(_ entries: [RowSample.Entry], k: Int) {
    self.k = k
    let sorted = entries.sorted { $0.value < $1.value }
    var starts: [Int] = []
    var crowd = Crowd(k: k)
    var start = 0
    while start < sorted.count {
      // Equal values are one step or none.
      var end = start
      while end < sorted.count, sorted[end].value == sorted[start].value {
        if let person = sorted[end].person { crowd.insert(person) }
        end += 1
      }
      if crowd.isLargeEnough {
        let middle = Double(start + end - 1) / 2
        steps.append((place: sorted.count == 1 ? 0 : middle / Double(sorted.count - 1), value: sorted[start].value))
        starts.append(start)
        crowd = Crowd(k: k)
      }
      start = end
    }
    // From the top down, until k people are at or above the last step.
    var above = Crowd(k: k)
    var next = sorted.count
    while let start = starts.last {
      while next > start {
        next -= 1
        if let person = sorted[next].person { above.insert(person) }
      }
      if above.isLargeEnough { return }
      starts.removeLast()
      steps.removeLast()
    }
  }

  /// The value at `place`, from 0 to 1.
  func value(at place: Double, column: String) throws(TransformError) -> Double {
    guard let first = steps.first, let last = steps.last else { throw .tooFewPeople(column: column, k: k) }
    if place <= first.place { return first.value }
    guard let upper = steps.firstIndex(where: { $0.place >= place }) else { return last.value }
    let (low, high) = (steps[upper - 1], steps[upper])
    let share = (place - low.place) / (high.place - low.place)
    return low.value + (high.value - low.value) * share
  }
}
