import Columns

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// How often each value of a discrete feature occurs with each class of the target.
struct Contingency: Sendable, Codable {
  private var levels: Levels
  /// Feature code in the upper, class code in the lower half.
  private var cells = WordTable()
  private var counts: [Int] = []

  init(type: ColumnType) { levels = Levels(type: type) }

  /// No value is missing.
  mutating func update(_ column: Column, classes codes: Buffer<Int32>, count classCount: Int) {
    let features = levels.codes(of: column)
    let width = classCount
    guard levels.count * width <= Self.denseLimit else {
      for row in 0..<features.count { add(1, feature: Int(features[row]), class: Int(codes[row])) }
      return
    }
    var dense = [Int](repeating: 0, count: levels.count * width)
    dense.withUnsafeMutableBufferPointer { dense in
      features.withUnsafeBufferPointer { features in
        codes.withUnsafeBufferPointer { codes in
          for row in 0..<features.count { dense[Int(features[row]) &* width &+ Int(codes[row])] &+= 1 }
        }
      }
    }
    for (cell, count) in dense.enumerated() where count > 0 { add(count, feature: cell / width, class: cell % width) }
  }

  /// Up to so many cells a chunk is counted in an array of all of them: a fifth of a hash table's time.
  private static let denseLimit = 1 << 14

  /// `codes`: the code here of each class of `other`.
  mutating func merge(_ other: Contingency, codes: [Int], column: String) throws(TransformError) {
    let features = levels.merge(other.levels)
    try levels.requireRoom(column: column)
    for (cell, count) in zip(other.cells.words, other.counts) {
      add(count, feature: features[cell.pair.0], class: codes[cell.pair.1])
    }
  }

  private mutating func add(_ count: Int, feature: Int, class code: Int) {
    let cell = Int(cells.insert(.pair(Int32(feature), Int32(code))))
    if cell == counts.count { counts.append(0) }
    counts[cell] &+= count
  }

  /// The mutual information of feature and class, in nats: Σ p(x,y)·ln(p(x,y)/(p(x)p(y))).
  ///
  /// The terms are added in the order of their counts, so that the result does not depend on the order of the rows.
  /// Terms below 2⁻⁵² are rounding errors of independence and left out, as scikit-learn does.
  var mutualInformation: Double {
    var features: [Int: Int] = [:]
    var classes: [Int: Int] = [:]
    var total = 0
    for (cell, count) in zip(cells.words, counts) {
      features[cell.pair.0, default: 0] += count
      classes[cell.pair.1, default: 0] += count
      total += count
    }
    guard features.count > 1, classes.count > 1 else { return 0 }
    let n = Double(total)
    let sum = zip(cells.words, counts)
      .map { cell, count in (count, features[cell.pair.0] ?? 0, classes[cell.pair.1] ?? 0) }
      .sorted { $0 < $1 }
      .reduce(0.0) { sum, cell in
        let (count, feature, code) = (Double(cell.0), Double(cell.1), Double(cell.2))
        let term = count / n * (log(count) - log(n)) + count / n * (2 * log(n) - log(feature * code))
        return abs(term) < .ulpOfOne ? sum : sum + term
      }
    return max(0, sum)
  }
}
