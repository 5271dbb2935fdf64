import Columns

extension QuantileTransformer {
  /// All values of a column, or those of a sample of its rows.
  struct Collected: ColumnStatistics {
    /// Rows with a missing value too: scikit-learn fits at most one quantile a row.
    fileprivate var rowCount = 0
    /// Where all rows are taken and nobody has to be counted.
    fileprivate var all: Quantiles?
    fileprivate var sample: RowSample?
    fileprivate let k: Int?

    mutating func update(_ numbers: Numbers) {
      rowCount += numbers.values.count
      fill(numbers)
    }

    mutating func fill(_ numbers: Numbers) {
      all?.update(numbers.values, numbers.validity)
      sample?.update(numbers)
    }

    mutating func merge(_ other: Collected) {
      rowCount += other.rowCount
      if let others = other.all { all?.merge(others) }
      if let others = other.sample { sample?.merge(others) }
    }

    var heldByteCount: Int { (all?.heldByteCount ?? 0) + (sample?.heldByteCount ?? 0) }
  }

  func collected(_ context: FitContext) -> Collected {
    if subsample == nil && context.k == nil { return Collected(all: Quantiles(), k: nil) }
    let seed = UInt64(bitPattern: Int64(randomState))
    return Collected(sample: RowSample(limit: subsample ?? .max, seed: seed), k: context.k)
  }

  func fit(_ collected: Collected, named name: String) throws(TransformError) -> ScaledColumn {
    let count = max(1, min(nQuantiles, collected.rowCount))
    let places = [Double].linspace(from: 0, to: 1, count: count)
    let sample = collected.sample?.smallest ?? []
    let isEmpty = sample.isEmpty && collected.all?.count ?? 0 == 0
    let quantiles: [Double]
    if isEmpty {
      quantiles = []
    } else if let k = collected.k {
      let crowd = CrowdedQuantiles(sample, k: k)
      quantiles = try places.map { place throws(TransformError) in try crowd.value(at: place, column: name) }
    } else {
      var all = collected.all ?? Quantiles()
      all.update(Buffer(sample.map(\.value)), nil)
      quantiles = all.medianAndPercentiles(places.map { $0 * 100 }).percentiles
    }
    guard let first = quantiles.first, let last = quantiles.last else { return ScaledColumn(name: name, quantiles: []) }
    guard (last - first).isFinite else {
      throw .unfittable(column: name, problem: TransformError.rangeTooLarge)
    }
    // Rounding can put an interpolated value below the one before.
    var highest = first
    return ScaledColumn(
      name: name,
      quantiles: quantiles.map { quantile in
        highest = max(highest, quantile)
        return highest
      })
  }
}
