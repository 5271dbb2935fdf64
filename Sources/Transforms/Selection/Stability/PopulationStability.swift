import Columns
import Configuration

/// Drops columns whose distribution moves between two parts of the rows.
struct PopulationStability: Selector {
  static let name = "population_stability"
  static let drawsByRow = true
  static let parameters: [Parameter<PopulationStability>] = [
    .init("split_col", \.splitColumn, "The column that divides the rows, by `cut_off`; without it, hashes of keys do."),
    .init("cut_off", \.cutOff, "Rows up to this number or date are the basis."),
    .init(
      "split_frac", \.splitFraction, "The share of keys in the basis, without a `split_col`.", .above(0), .below(1)),
    .init("random_state", \.randomState, "Another number draws another basis."),
    .init("switch", \.isSwitched, "Take the other part as the basis."),
    .init("threshold", \.threshold, "Columns with a larger index than this are dropped.", .atLeast(0)),
    .init("bins", \.bins, "Number of bins of a column of numbers.", .atLeast(2), .atMost(10_000)),
    .init("strategy", \.strategy, "Whether bins hold as many values of the basis each, or are as wide."),
    .init(
      "min_pct_empty_bins", \.emptyShare, "What counts as the share of a bin that is empty on one side.", .above(0),
      .atMost(1)),
    .init(
      "missing_values", \.missingValues,
      "What a missing value becomes: an error (`raise`), or its row is left out (`ignore`)."),
  ]
  static let guide = Guide(
    summary: "Drops columns whose population stability index between two parts of the rows is above a threshold.",
    counterpart: "feature_engine.selection.DropHighPSIFeatures",
    formula: """
      PSI = sum over bins of (q - p) * ln(q / p), p the share of the basis in a bin and q that of the other rows. \
      Numbers are binned by the basis, the outer bins open; bool, string and category columns have a bin for each \
      value. The basis is what lies at or below cut_off in split_col, or split_frac of the keys by their hashes. A \
      column without a value on one side is kept.
      """,
    source: "feature_engine 1.9, selection/drop_psi_features.py; Yurdakul (2018)",
    example: """
      {id: stable, use: population_stability, columns: {type: number}, with: {split_frac: 0.5, missing_values: ignore}}
      """,
    reveals: "The index of each column; with privacy.k over at least k people on either side.")

  var splitColumn: Located<String>?
  var cutOff: CutOff?
  var splitFraction = 0.5
  var randomState = 0
  var isSwitched = false
  var threshold = 0.25
  var bins = 10
  var strategy = StabilityBinning.Strategy.equalFrequency
  var emptyShare = 0.0001
  var missingValues = MissingValues.raise

  var companions: [Located<String>] { splitColumn.map { [$0] } ?? [] }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    let candidates = Array(inputs.dropLast(companions.count))
    try candidates.requireFeatures()
    try candidates.requireValues()
    guard (splitColumn == nil) == (cutOff == nil) else {
      throw .badArgument(parameter: "cut_off", problem: "and `split_col` are given together or not at all")
    }
    if let cutOff, let split = inputs.last, cutOff.number(in: split.type) == nil {
      throw .badArgument(
        parameter: "cut_off", problem: "does not go with `\(split.name)`, which is \(split.type.rawValue)")
    }
  }

  struct Statistics: Accumulator {
    let names: [String]
    let missingValues: MissingValues
    let split: RowSplit
    var columns: [SplitDistribution]
    /// Rows of the basis, and others.
    var rowCounts = [0, 0]

    mutating func update(_ rows: Rows) throws(TransformError) {
      let basis = try split.basis(of: rows)
      let sides = [basis, basis.inverted]
      for (index, name) in names.enumerated() {
        try rows.require(missingValues, in: rows.columns[index], named: name)
        try columns[index].update(rows, index, sides)
      }
      for side in 0..<2 { rowCounts[side] += sides[side].setCount }
    }

    mutating func merge(_ other: Statistics) throws(TransformError) {
      for index in columns.indices { try columns[index].merge(other.columns[index]) }
      for side in 0..<2 { rowCounts[side] += other.rowCounts[side] }
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    let candidates = context.inputs.dropLast(companions.count)
    let split: RowSplit =
      if let cutOff, let field = context.inputs.last, let cut = cutOff.number(in: field.type) {
        .upTo(cut, column: field.name)
      } else {
        .share(splitFraction, seed: UInt64(bitPattern: Int64(randomState)))
      }
    return Statistics(
      names: candidates.map(\.name), missingValues: missingValues, split: split,
      columns: candidates.map { SplitDistribution($0, k: context.k) })
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedColumns<ScoredColumn> {
    if let first = statistics.names.first, statistics.rowCounts.contains(where: { $0 < bins }) {
      throw .unfittable(
        column: first,
        problem: "has \(statistics.rowCounts[0]) and \(statistics.rowCounts[1]) rows on the two sides of "
          + "the split, and each needs at least as many as there are bins (\(bins))")
    }
    let binning = StabilityBinning(strategy: strategy, count: bins)
    var columns: [ScoredColumn] = []
    for (name, distribution) in zip(statistics.names, statistics.columns) {
      let index = distribution.stabilityIndex(binning, swapped: isSwitched, emptyShare: emptyShare)
      if let index {
        try distribution.requirePeople()
        guard index.isFinite else {
          throw .badArgument(parameter: "min_pct_empty_bins", problem: "is too small for an index of `\(name)`")
        }
      }
      columns.append(ScoredColumn(name: name, score: index, isKept: index.map { $0 <= threshold } ?? true))
    }
    // The column that divides the rows is read, and stays.
    return FittedColumns(columns + companions.map { ScoredColumn(name: $0.value, score: nil, isKept: true) })
  }
}
