/// The counts of a whole table, ready to be compared with those of its classes.
struct ValueDistribution: Sendable {
  private let total: Double
  /// By rank: people with the value.
  private let counts: [Double]
  /// By rank: people with the value or one below; and the sum of these over all ranks below, for distances that skip
  /// values.
  private let cumulated: [Double]
  private let sums: [Double]
  /// Values that occur, m in the paper; ranks of the others lie in between and have no weight.
  private let isOrdered: Bool
  /// Position of each rank among the values that occur, and their number.
  private let places: [Int32]
  private let m: Int

  init(_ classes: some Sequence<ValueCounts>, rankCount: Int, isOrdered: Bool) {
    var byRank = [Int](repeating: 0, count: rankCount)
    var total = 0
    for counts in classes {
      for entry in counts.entries { byRank[Int(entry.rank)] += entry.count }
      total += counts.total
    }
    self.isOrdered = isOrdered
    self.total = Double(total)
    var places = [Int32](repeating: -1, count: rankCount)
    var counts: [Double] = [], cumulated: [Double] = [], sums: [Double] = [0]
    var running = 0
    for rank in 0..<rankCount where byRank[rank] > 0 {
      places[rank] = Int32(counts.count)
      running += byRank[rank]
      counts.append(Double(byRank[rank]))
      cumulated.append(Double(running) / Double(total))
      sums.append(sums[sums.count - 1] + cumulated[cumulated.count - 1])
    }
    (self.places, self.counts, self.cumulated, self.sums, m) = (places, counts, cumulated, sums, counts.count)
  }

  /// The earth mover's distance of a class from the table: with the ordered distance Σ |Σ (p − q)| / (m − 1), where m
  /// values occur, otherwise half of Σ |p − q| (sections 4.1 and 4.2 of the paper).
  func distance(of part: ValueCounts) -> Double {
    guard m > 1, part.total > 0 else { return 0 }
    return isOrdered ? orderedDistance(of: part) : equalDistance(of: part)
  }

  private func equalDistance(of part: ValueCounts) -> Double {
    // Values that the class lacks add what is left of q.
    var sum = 0.0, seen = 0.0
    for entry in part.entries {
      let q = counts[Int(places[Int(entry.rank)])] / total
      sum += abs(Double(entry.count) / Double(part.total) - q)
      seen += q
    }
    return max(0, sum + (1 - seen)) / 2
  }

  /// Between two values of the class its cumulated share stays the same, while that of the table rises: where it crosses
  /// is found by bisection, so that a class costs what it has values, not what the table has.
  private func orderedDistance(of part: ValueCounts) -> Double {
    var sum = 0.0, share = 0.0
    var place = 0, people = 0
    for entry in part.entries {
      let next = Int(places[Int(entry.rank)])
      sum += gap(share, place..<next)
      people += entry.count
      share = Double(people) / Double(part.total)
      place = next
    }
    return (sum + gap(share, place..<m)) / Double(m - 1)
  }

  /// Σ |share − cumulated| over some places.
  private func gap(_ share: Double, _ range: Range<Int>) -> Double {
    var low = range.lowerBound, high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if cumulated[middle] < share { low = middle + 1 } else { high = middle }
    }
    let below = share * Double(low - range.lowerBound) - (sums[low] - sums[range.lowerBound])
    let above = (sums[range.upperBound] - sums[low]) - share * Double(range.upperBound - low)
    return max(0, below) + max(0, above)
  }
}
