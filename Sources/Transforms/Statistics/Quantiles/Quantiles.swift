import Columns

/// The exact quantiles of a column: all its values as a multiset.
///
/// Few distinct values (ints, rounded amounts) are held as value and count; otherwise the chunks themselves are kept,
/// a float chunk without a copy. Of many rows also a million distinct values (prices, times of day) are counted, so that
/// a column larger than memory takes some megabytes. Either way the result depends on the multiset alone.
struct Quantiles: Sendable, Codable {
  /// Beyond as many distinct values the chunks are kept: of a few rows, where keeping them is cheapest, and of many.
  private static let distinctLimit = 4096
  private static let distinctLimitOfMany = 1 << 20

  private var limit: Int { count < manyValues ? Self.distinctLimit : Self.distinctLimitOfMany }

  /// So many values are many.
  private var manyValues = 1 << 22
  private var distinct = WordTable()
  /// By code of `distinct`.
  private var counts: [Int] = []
  private var chunks: [Buffer<Double>] = []
  /// Number of values.
  private(set) var count = 0

  private enum CodingKeys: CodingKey { case distinct, counts, chunks, count }

  init() {}

  /// For tests: the same result, whatever counts as many.
  init(manyValues: Int) { self.manyValues = manyValues }

  mutating func update(_ values: Buffer<Double>, _ validity: Bitmap?) {
    let present = values.present(validity)
    count += present.count
    if chunks.isEmpty && countDistinct(present) { return }
    spill()
    chunks.append(present)
    if isTimeToCount(before: count - present.count) { countChunks() }
  }

  /// Bytes of what is kept: a distinct value has its bits, its count and two slots of the table.
  var heldByteCount: Int { chunks.isEmpty ? counts.count * 24 : count * 8 }

  /// At each power of two, so that trying takes no longer than looking at each value twice.
  private func isTimeToCount(before: Int) -> Bool {
    count >= manyValues && count.leadingZeroBitCount < before.leadingZeroBitCount
  }

  /// Puts counts in the place of the chunks, if they are smaller.
  private mutating func countChunks() {
    let all = chunks
    chunks = []
    if all.allSatisfy({ countDistinct($0) }), heldByteCount < count * 8 { return }
    (distinct, counts, chunks) = (WordTable(), [], all)
  }

  /// Counts the values one by one; gives up, leaving none of them counted, when there are too many distinct ones.
  private mutating func countDistinct(_ values: Buffer<Double>) -> Bool {
    var tried = 0
    let counted = values.withUnsafeBufferPointer { values in
      for value in values {
        let code = Int(distinct.insert(value.word))
        if code == counts.count {
          if code == limit { return false }
          counts.append(0)
        }
        counts[code] &+= 1
        tried += 1
      }
      return true
    }
    if counted { return true }
    values.withUnsafeBufferPointer { values in
      for value in values[..<tried] { counts[Int(distinct.insert(value.word))] &-= 1 }
    }
    return false
  }

  /// Turns the counts into a chunk.
  private mutating func spill() {
    guard !counts.isEmpty else { return }
    let total = counts.reduce(0, +)
    if total > 0 {
      chunks.append(
        Buffer(count: total) { memory in
          var next = 0
          for (code, count) in counts.enumerated() {
            memory[next..<(next + count)].initialize(repeating: Double(bitPattern: distinct.words[code]))
            next += count
          }
        })
    }
    distinct = WordTable()
    counts = []
  }

  mutating func merge(_ other: Quantiles) {
    var other = other
    // Values have no order: those that are kept are counted into many that are counted.
    if !chunks.isEmpty, other.chunks.isEmpty, other.count >= manyValues { swap(&self, &other) }
    let before = count
    count += other.count
    if chunks.isEmpty && other.chunks.isEmpty {
      for (code, word) in other.distinct.words.enumerated() {
        let own = Int(distinct.insert(word))
        if own == counts.count { counts.append(0) }
        counts[own] += other.counts[code]
      }
      if counts.count > limit { spill() }
      return
    }
    other.spill()
    for chunk in other.chunks {
      if chunks.isEmpty && before >= manyValues && countDistinct(chunk) { continue }
      spill()
      chunks.append(chunk)
    }
    if isTimeToCount(before: before) { countChunks() }
  }

  /// The values at ascending 0-based ranks of the sorted multiset.
  func values(at ranks: [Int]) -> [Double] {
    guard chunks.isEmpty else { return RankSelection.values(of: chunks, at: ranks) }
    let order = counts.indices
      .map { (value: Double(bitPattern: distinct.words[$0]), count: counts[$0]) }
      .sorted { $0.value < $1.value }
    var result: [Double] = []
    var before = 0
    for (value, count) in order {
      before += count
      while result.count < ranks.count, ranks[result.count] < before { result.append(value) }
    }
    return result
  }

  /// The distances of all values from `center`.
  func distances(from center: Double) -> Quantiles {
    var distances = Quantiles()
    for (code, word) in distinct.words.enumerated() {
      let own = Int(distances.distinct.insert(abs(Double(bitPattern: word) - center).word))
      if own == distances.counts.count { distances.counts.append(0) }
      distances.counts[own] += counts[code]
    }
    distances.chunks = chunks.map { $0.map { abs($0 - center) } }
    distances.count = count
    return distances
  }

  /// How many values lie in each of the intervals up to and including an edge, and above the last; `edges` ascend.
  func counts(between edges: [Double]) -> [Int] {
    var result = [Int](repeating: 0, count: edges.count + 1)
    func interval(of value: Double) -> Int { (0..<edges.count).partitionPoint { edges[$0] < value } }
    for chunk in chunks { chunk.withUnsafeBufferPointer { for value in $0 { result[interval(of: value)] &+= 1 } } }
    for (code, count) in counts.enumerated() {
      result[interval(of: Double(bitPattern: distinct.words[code]))] &+= count
    }
    return result
  }

  /// The median, (a + b)/2 of the middle two; there must be a value.
  var median: Double { medianAndPercentiles([]).median }

  /// The median, and percentiles as `LinearQuantile`; there must be a value.
  func medianAndPercentiles(_ percents: [Double]) -> (median: Double, percentiles: [Double]) {
    let places = percents.map { LinearQuantile($0 / 100, of: count) }
    let middle = [(count - 1) / 2, count / 2]
    let ranks = Set(middle + places.flatMap { [$0.low, $0.high] }).sorted()
    let ranked = Dictionary(uniqueKeysWithValues: zip(ranks, values(at: ranks)))
    let (a, b) = (ranked[middle[0]]!, ranked[middle[1]]!)
    return (Quickselect.midpoint(a, b), places.map { $0.value(between: ranked[$0.low]!, and: ranked[$0.high]!) })
  }
}
