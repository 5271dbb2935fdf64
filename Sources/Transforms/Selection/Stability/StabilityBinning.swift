import Configuration

/// How the numbers of the basis are binned before shares are compared.
struct StabilityBinning: Sendable {
  enum Strategy: String, ParameterWord {
    case equalFrequency = "equal_frequency"
    case equalWidth = "equal_width"
  }

  let strategy: Strategy
  let count: Int

  /// The edges between the bins, in ascending order, each once; a bin holds its upper edge. `nil` without a value.
  ///
  /// Source: pandas 3.1, `qcut` (linear percentiles) and `cut` (`linspace` over the range).
  func innerEdges(of basis: Quantiles) -> [Double]? {
    guard basis.count > 0 else { return nil }
    let edges: [Double]
    switch strategy {
    case .equalFrequency:
      let percents = [Double].linspace(from: 0, to: 1, count: count + 1).map { $0 * 100 }
      edges = basis.medianAndPercentiles(percents).percentiles
    case .equalWidth:
      let ends = basis.values(at: basis.count == 1 ? [0] : [0, basis.count - 1])
      let (low, high) = (ends[0], ends[ends.count - 1])
      // Where all values are equal, no edge parts them.
      guard low < high else { return [] }
      edges = .linspace(from: low, to: high, count: count + 1)
    }
    var distinct: [Double] = []
    for edge in edges where distinct.last.map({ $0 < edge }) ?? true { distinct.append(edge) }
    return Array(distinct.dropFirst().dropLast())
  }
}
