import Columns
import Configuration

/// Puts numbers into bins whose edges are learned from the column.
struct KBinsDiscretizer: Transformer {
  static let name = "kbins_discretizer"
  static let parameters: [Parameter<KBinsDiscretizer>] = [
    .init(
      "n_bins", \.binCounts, "Number of bins: one for all columns, or a list with one for each.", .atLeast(2),
      .atMost(10_000)),
    .init("encode", \.encode, "`onehot` and `onehot-dense`: a 0/1 column for each bin; `ordinal`: the bin's number."),
    .init("strategy", \.strategy, "`uniform`: equal widths; `quantile`: equally many rows; `kmeans`: nearest centres."),
    .init("quantile_method", \.quantileMethod, "How a quantile is taken: `averaged_inverted_cdf` or `linear`."),
    .init(
      "missing", \.missing, "What a missing value becomes: an `error`, missing again (`keep`), or a `bin` of its own."),
  ]
  static let guide = Guide(
    summary: "Puts numbers into bins of equal width, of equal size, or around centres.",
    counterpart: "sklearn.preprocessing.KBinsDiscretizer",
    formula: """
      A value x is in the bin number #{edges <= x}, counted from 0; what lies outside the fitted range is in the first \
      or last bin. uniform: edges divide [min, max] evenly. quantile: edges are the quantiles i/n_bins of all rows. \
      kmeans: edges lie halfway between the centres of Lloyd's algorithm, started from the middles of uniform bins. \
      Bins no wider than 1e-8 are dropped (quantile, kmeans); a constant column has one bin. Columns of `onehot` are \
      named `a_0.0`, `a_1.0`, …, and `a_nan` for missing values under `missing: bin`. With privacy.k the range is that \
      of the k-th person from either end, and a bin of fewer than k people is joined to a neighbour.
      """,
    source: "scikit-learn 1.9, preprocessing/_discretization.py, cluster/_kmeans.py; Lloyd (1982)",
    example: "{id: bins, use: kbins_discretizer, columns: [age], with: {n_bins: 4, encode: ordinal, missing: bin}}",
    reveals: """
      The inner edges of the bins. A quantile is one person's value or the middle of two; with privacy.k at least k \
      people lie in each bin.
      """)

  enum Strategy: String, ParameterWord { case uniform, quantile, kmeans }

  enum QuantileMethod: String, ParameterWord {
    case averagedInvertedCDF = "averaged_inverted_cdf"
    case linear
  }

  var binCounts = [5]
  var encode = BinEncoding.onehot
  var strategy = Strategy.quantile
  var quantileMethod = QuantileMethod.averagedInvertedCDF
  var missing = MissingBin.error

  private var output: BinOutput { BinOutput(missing: missing, encode: encode) }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    guard binCounts.count == 1 || binCounts.count == inputs.count else {
      throw .badArgument(
        parameter: "n_bins", problem: "is a list of \(binCounts.count), but the step has \(inputs.count) columns")
    }
    try inputs.requireNumbers()
  }

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<BinnedColumn>?) -> [OutputField] {
    inputs.enumerated().flatMap { position, field in
      output.fields(field, at: position, bins: fitted?.columns[position].bins.binCount)
    }
  }

  struct Statistics: Accumulator {
    let names: [String]
    let missing: MissingBin
    var extremes: [Extremes]
    /// Of strategy `quantile`.
    var quantiles: [Quantiles]?
    /// Of strategy `kmeans`, and wherever k is set.
    var samples: [ColumnValues]?

    mutating func update(_ rows: Rows) throws(TransformError) {
      for (index, name) in names.enumerated() {
        let column = rows.columns[index]
        let numbers = try rows.numbers(of: index, named: name)
        try rows.require(missing, in: column, named: name)
        extremes[index].update(numbers, rows, column.validity)
        quantiles?[index].update(numbers, column.validity)
        samples?[index].update(numbers, column.validity, people: rows.people)
      }
    }

    mutating func merge(_ other: Statistics) {
      for index in names.indices {
        extremes[index].merge(other.extremes[index])
        if let others = other.quantiles { quantiles?[index].merge(others[index]) }
        if let others = other.samples { samples?[index].merge(others[index]) }
      }
    }

    var heldByteCount: Int {
      (quantiles ?? []).reduce(0) { $0 + $1.heldByteCount } + (samples ?? []).reduce(0) { $0 + $1.heldByteCount }
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(
      names: context.inputs.map(\.name), missing: missing,
      extremes: context.inputs.map { _ in Extremes(k: context.k) },
      quantiles: strategy == .quantile ? context.inputs.map { _ in Quantiles() } : nil,
      samples: strategy == .kmeans || context.k != nil ? context.inputs.map { _ in ColumnValues() } : nil)
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedColumns<BinnedColumn> {
    var columns: [BinnedColumn] = []
    for (index, name) in statistics.names.enumerated() {
      let edges = try edges(of: index, statistics, k: context.k)
      columns.append(BinnedColumn(name: name, bins: BinEdges(edges: edges, closed: .left)))
    }
    return FittedColumns(columns)
  }

  func transform(_ rows: Rows, _ fitted: FittedColumns<BinnedColumn>) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    var columns: [Column] = []
    for (column, fitted) in zip(rows.columns, fitted.columns) {
      columns += try output.columns(column, fitted.bins, rows, named: fitted.name)
    }
    return columns
  }
}
