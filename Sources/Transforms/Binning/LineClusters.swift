import Columns

/// The k-means clusters of numbers on a line: Lloyd's algorithm as scikit-learn runs it from given centres, with its
/// stopping rule and its way of filling empty clusters.
///
/// The numbers are sorted once, so that a cluster is a range of them and an iteration costs its sums, not a distance
/// for each number and centre; and so that nothing depends on the order of rows.
struct LineClusters {
  private static let mostIterations = 300
  private static let tolerance = 1e-4
  private static let block = 1024

  /// Ascending, less `mean`, as scikit-learn centres them.
  private let values: [Double]
  private let mean: Double
  /// The sum of each whole block of values, so that a long range is added up from few numbers.
  private let blockSums: [Double]
  /// Centre shifts whose squares add up to no more end the search.
  private let stop: Double
  /// By cluster, less `mean`; in no order.
  private var positions: [Double]

  /// There are at least as many numbers as centres.
  init(_ numbers: Buffer<Double>, from start: [Double]) {
    let sorted = RadixSort.sorted(numbers)
    let mean = Self.blockSums(of: sorted).total / Double(sorted.count)
    let centered = sorted.map { $0 - mean }
    self.mean = mean
    values = centered
    blockSums = Self.blockSums(of: centered).blocks
    stop = Self.blockSums(of: centered.map { $0 * $0 }).total / Double(sorted.count) * Self.tolerance
    let distinct = Self.distinct(centered, atMost: start.count)
    // Where each number can have a centre of its own there is nothing to search.
    positions = distinct ?? start.map { $0 - mean }
  }

  /// Moves the centres until they rest.
  mutating func settle() {
    var before: [Range<Int>] = []
    for _ in 0..<Self.mostIterations {
      let ranges = assigned()
      let moved = centers(of: ranges)
      let shift = zip(moved, positions).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      positions = moved
      if ranges == before || shift <= stop { break }
      before = ranges
    }
    positions.sort()
  }

  /// Ascending after `settle`.
  var centers: [Double] { positions.map { $0 + mean } }

  /// Halfway between neighbouring centres.
  var edges: [Double] {
    let centers = centers
    return zip(centers, centers.dropFirst()).map { ($0 + $1) * 0.5 }
  }

  /// Replaces a cluster and the next one (the last: the one before) by one around the mean of both. After `settle`.
  mutating func join(_ cluster: Int) {
    let first = min(cluster, positions.count - 2)
    let ranges = assigned()
    let both = [ranges[first], ranges[first + 1]]
    let count = both.reduce(0) { $0 + $1.count }
    let sum = both.reduce(0) { $0 + self.sum(of: $1) }
    positions[first] = count == 0 ? positions[first] : sum / Double(count)
    positions.remove(at: first + 1)
  }

  // MARK: - One iteration

  /// The values nearest to each centre; of equally near centres the first takes them.
  private func assigned() -> [Range<Int>] {
    let order = positions.indices.sorted { (positions[$0], $0) < (positions[$1], $1) }
    var ranges = [Range<Int>](repeating: 0..<0, count: positions.count)
    var (start, holder) = (0, order[0])
    for next in order.dropFirst() where positions[next] > positions[holder] {
      let middle = positions[holder] * 0.5 + positions[next] * 0.5
      let end = holder < next ? first { $0 > middle } : first { $0 >= middle }
      if start < end { ranges[holder] = start..<end }
      (start, holder) = (max(start, end), next)
    }
    if start < values.count { ranges[holder] = start..<values.count }
    return ranges
  }

  /// The first place whose value lies past a limit.
  private func first(_ isPast: (Double) -> Bool) -> Int {
    (0..<values.count).partitionPoint { !isPast(values[$0]) }
  }

  /// The means of the ranges. The centre of an empty one moves to the value that is farthest from its own centre, which
  /// then no longer counts there; where that leaves a cluster without a value, to the largest one.
  private func centers(of ranges: [Range<Int>]) -> [Double] {
    var sums = ranges.map(sum)
    var counts = ranges.map(\.count)
    let empty = ranges.indices.filter { ranges[$0].isEmpty }
    for (cluster, far) in zip(empty, farthest(empty.count, from: ranges)) {
      sums[far.cluster] -= far.value
      counts[far.cluster] -= 1
      sums[cluster] = far.value
      counts[cluster] = 1
    }
    let means = zip(sums, counts).map { $0 * (1 / Double($1)) }
    let largest = means[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
    return zip(means, counts).map { $1 > 0 ? $0 : largest }
  }

  /// The values farthest from their centres, the farthest first. In a range those at its ends
  /// are the farthest.
  private func farthest(_ count: Int, from ranges: [Range<Int>]) -> [(value: Double, cluster: Int)] {
    var rest = ranges
    var found: [(value: Double, cluster: Int)] = []
    while found.count < count {
      var best: (distance: Double, place: Int, cluster: Int)?
      for (cluster, range) in rest.enumerated() where !range.isEmpty {
        for place in [range.lowerBound, range.upperBound - 1] {
          let distance = values[place] - positions[cluster]
          if distance * distance > best?.distance ?? -1 { best = (distance * distance, place, cluster) }
        }
      }
      guard let best else { return found }
      found.append((values[best.place], best.cluster))
      let range = rest[best.cluster]
      rest[best.cluster] =
        best.place == range.lowerBound
        ? range.lowerBound + 1..<range.upperBound : range.lowerBound..<range.upperBound - 1
    }
    return found
  }

  /// The different ones of sorted numbers; `nil` if there are more than `limit`.
  private static func distinct(_ sorted: [Double], atMost limit: Int) -> [Double]? {
    var distinct: [Double] = []
    for value in sorted where value != distinct.last {
      guard distinct.count < limit else { return nil }
      distinct.append(value)
    }
    return distinct
  }

  // MARK: - Sums

  private func sum(of range: Range<Int>) -> Double {
    let first = (range.lowerBound + Self.block - 1) / Self.block
    let last = range.upperBound / Self.block
    guard first < last else { return values[range].reduce(0, +) }
    return values[range.lowerBound..<first * Self.block].reduce(0, +) + blockSums[first..<last].reduce(0, +)
      + values[last * Self.block..<range.upperBound].reduce(0, +)
  }

  private static func blockSums(of values: [Double]) -> (blocks: [Double], total: Double) {
    let blocks = (0..<values.count / block).map { values[$0 * block..<($0 + 1) * block].reduce(0, +) }
    return (blocks, blocks.reduce(0, +) + values[blocks.count * block..<values.count].reduce(0, +))
  }
}
