import Columns

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The values of a column in the basis and in the rows compared with it.
struct SplitDistribution: Sendable, Codable {
  private enum Values: Codable {
    case numbers([Quantiles])
    /// Counts by code of the levels, for the basis and the others.
    case levels(Levels, [[Int]])
  }

  private let column: String
  private var values: Values
  /// Who stands behind the present values of either side.
  private var crowds: [Crowd]

  init(_ field: Field, k: Int?) {
    column = field.name
    crowds = Array(repeating: Crowd(k: k), count: 2)
    values =
      field.type.isNumber ? .numbers([Quantiles(), Quantiles()]) : .levels(Levels(type: field.type), [[0], [0]])
  }

  /// `sides`: which rows are the basis, and which are not.
  mutating func update(_ rows: Rows, _ index: Int, _ sides: [Bitmap]) throws(TransformError) {
    let validity = rows.columns[index].validity
    let present = sides.map { (validity & $0) ?? $0 }
    for side in 0..<2 { crowds[side].update(rows, present[side]) }
    switch values {
    case .numbers(var quantiles):
      let numbers = try rows.numbers(of: index, named: column)
      for side in 0..<2 { quantiles[side].update(numbers, present[side]) }
      values = .numbers(quantiles)
    case .levels(var levels, var counts):
      let codes = levels.codes(of: rows.columns[index])
      for side in 0..<2 {
        counts[side] += Array(repeating: 0, count: levels.count - counts[side].count)
        counts[side].withUnsafeMutableBufferPointer { counts in
          codes.withUnsafeBufferPointer { codes in
            present[side].bytes.withUnsafeBufferPointer { present in
              for row in 0..<codes.count where present.bit(row) { counts[Int(codes[row])] &+= 1 }
            }
          }
        }
      }
      values = .levels(levels, counts)
    }
  }

  mutating func merge(_ other: SplitDistribution) throws(TransformError) {
    for side in 0..<2 { crowds[side].merge(other.crowds[side]) }
    switch (values, other.values) {
    case (.numbers(var own), .numbers(let others)):
      for side in 0..<2 { own[side].merge(others[side]) }
      values = .numbers(own)
    case (.levels(var levels, var counts), .levels(let otherLevels, let otherCounts)):
      let codes = levels.merge(otherLevels)
      try levels.requireRoom(column: column)
      for side in 0..<2 {
        counts[side] += Array(repeating: 0, count: levels.count - counts[side].count)
        for (code, count) in otherCounts[side].enumerated() { counts[side][codes[code]] += count }
      }
      values = .levels(levels, counts)
    default: preconditionFailure("distributions of one column are merged")
    }
  }

  /// Refuses a column with fewer than k people on either side.
  func requirePeople() throws(TransformError) { for crowd in crowds { try crowd.require(column: column) } }

  /// Σ (q − p)·ln(q/p) over the bins that either side has values in, p the share of the basis and q that of the others;
  /// `emptyShare` stands for a share of 0. `nil` where a side has no value.
  func stabilityIndex(_ binning: StabilityBinning, swapped: Bool, emptyShare: Double) -> Double? {
    let (basis, other) = swapped ? (1, 0) : (0, 1)
    let counts: [(Int, Int)]
    switch values {
    case .numbers(let quantiles):
      guard let edges = binning.innerEdges(of: quantiles[basis]) else { return nil }
      counts = Array(
        zip(quantiles[basis].counts(between: edges), quantiles[other].counts(between: edges)))
    case .levels(_, let levels):
      // In an order that does not depend on that of the rows.
      counts = zip(levels[basis], levels[other]).sorted { $0 < $1 }
    }
    let totals = counts.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
    guard totals.0 > 0, totals.1 > 0 else { return nil }
    return counts.filter { $0 + $1 > 0 }.reduce(0.0) { sum, bin in
      let p = bin.0 == 0 ? emptyShare : Double(bin.0) / Double(totals.0)
      let q = bin.1 == 0 ? emptyShare : Double(bin.1) / Double(totals.1)
      return sum + (q - p) * log(q / p)
    }
  }
}
