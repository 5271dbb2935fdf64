import Columns

extension KBinsDiscretizer {
  /// The inner edges of a column, each more than 1e-8 above the one before.
  func edges(of index: Int, _ statistics: Statistics, k: Int?) throws(TransformError) -> [Double] {
    let name = statistics.names[index]
    guard let bounds = try statistics.extremes[index].bounds(column: name),
      bounds.lowerBound < bounds.upperBound
    else { return [] }
    guard (bounds.upperBound - bounds.lowerBound).isFinite else {
      throw .unfittable(column: name, problem: TransformError.rangeTooLarge)
    }
    let count = binCounts[binCounts.count == 1 ? 0 : index]
    let sample = statistics.samples?[index]
    switch strategy {
    case .uniform:
      return Self.held(
        [Double].linspace(from: bounds.lowerBound, to: bounds.upperBound, count: count + 1).dropFirst().dropLast(),
        by: k, sample)
    case .quantile:
      guard let quantiles = statistics.quantiles?[index] else { return [] }
      let levels = [Double].linspace(from: 0, to: 100, count: count + 1)
      let values =
        quantileMethod == .linear
        ? quantiles.medianAndPercentiles(levels).percentiles : quantiles.averagedInvertedCDF(levels)
      let clamped = values.map { $0.clamped(to: k == nil ? nil : bounds) }
      return Self.held(Self.inner(of: clamped), by: k, sample)
    case .kmeans:
      guard let sample else { return [] }
      guard sample.count >= count else {
        throw .unfittable(column: name, problem: "has fewer rows than `n_bins` asks for bins")
      }
      let ends = [Double].linspace(from: bounds.lowerBound, to: bounds.upperBound, count: count + 1)
      let start = zip(ends, ends.dropFirst()).map { ($0 + $1) * 0.5 }
      var clusters = LineClusters(sample.allValues, from: start)
      clusters.settle()
      var edges = Self.inner(of: [bounds.lowerBound] + clusters.edges + [bounds.upperBound])
      // Joined centres have other edges, and so other bins.
      while let k, let small = sample.firstSmall(of: edges, k) {
        guard clusters.centers.count > 1 else { return [] }
        clusters.join(small)
        edges = Self.inner(of: [bounds.lowerBound] + clusters.edges + [bounds.upperBound])
      }
      return edges
    }
  }

  /// Of edges with both ends those that remain when bins no wider than 1e-8 are dropped, without the ends.
  private static func inner(of edges: [Double]) -> [Double] {
    let kept = edges.indices.filter { $0 == 0 || edges[$0] - edges[$0 - 1] > 1e-8 }.map { edges[$0] }
    return Array(kept.dropFirst().dropLast())
  }

  /// Without the edges of bins that hold fewer than k people: each is joined to the bin above it, the last one to that
  /// below.
  private static func held(_ edges: some Collection<Double>, by k: Int?, _ sample: ColumnValues?) -> [Double] {
    let edges = Array(edges)
    guard let k, let sample else { return edges }
    let crowds = sample.crowds(in: BinEdges(edges: edges, closed: .left), k: k)
    var kept: [Double] = []
    var crowd = Crowd(k: k)
    for (bin, people) in crowds.enumerated() {
      crowd.merge(people)
      guard bin < edges.count else { break }
      if crowd.isLargeEnough {
        kept.append(edges[bin])
        crowd = Crowd(k: k)
      }
    }
    return crowd.isLargeEnough ? kept : kept.dropLast()
  }
}

extension ColumnValues {
  /// The first bin between these edges that holds fewer than k people.
  fileprivate func firstSmall(of edges: [Double], _ k: Int) -> Int? {
    crowds(in: BinEdges(edges: edges, closed: .left), k: k).firstIndex { !$0.isLargeEnough }
  }
}

extension Quantiles {
  /// Percentiles by numpy's rule `averaged_inverted_cdf`: the value of rank ⌈nq⌉, or the middle between that and the
  /// next one where nq is whole. There must be a value.
  func averagedInvertedCDF(_ percents: [Double]) -> [Double] {
    let places = percents.map { percent in
      let place = min(max(Double(count) * (percent / 100) - 1, 0), Double(count - 1))
      let low = Int(place.rounded(.down))
      // Below the first rank both neighbours are the first.
      let high = Double(count) * (percent / 100) - 1 < 0 ? low : min(low + 1, count - 1)
      return (low: low, high: high, isBetween: place > Double(low))
    }
    let ranks = Set(places.flatMap { [$0.low, $0.high] }).sorted()
    let ranked = Dictionary(uniqueKeysWithValues: zip(ranks, values(at: ranks)))
    return places.map { place in
      let (low, high) = (ranked[place.low]!, ranked[place.high]!)
      return place.isBetween ? high : high - (high - low) * 0.5
    }
  }
}
