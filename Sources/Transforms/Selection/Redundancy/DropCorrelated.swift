import Columns
import Configuration

/// Drops columns that say what an earlier one says.
struct DropCorrelated: Selector {
  typealias Decision = RedundantColumn

  enum Method: String, ParameterWord {
    case pearson
  }

  static let name = "drop_correlated"
  static let parameters: [Parameter<DropCorrelated>] = [
    .init("method", \.method, "How correlation is measured."),
    .init(
      "threshold", \.threshold, "Two columns whose correlation is stronger than this are one too many.", .atLeast(0),
      .atMost(1)),
    .init(
      "missing_values", \.missingValues,
      "What a missing value becomes: an error (`raise`), or its row is left out (`ignore`)."),
  ]
  static let guide = Guide(
    summary: "Of columns that correlate strongly with each other, keeps the first by name.",
    counterpart: "feature_engine.selection.DropCorrelatedFeatures",
    formula: """
      Columns are gone through in the order of their names. One that has not been dropped is kept, and every later one \
      with |r| > threshold to it dropped. r is Pearson's, over the rows that have both columns. With privacy.k, a pair \
      of columns that fewer than k people have does not count.
      """,
    source: "feature_engine 1.9, selection/base_selection_functions.py; pandas 3.1, DataFrame.corr",
    example: "{id: apart, use: drop_correlated, columns: {type: number}, with: {threshold: 0.95}}",
    reveals:
      "The correlation of each dropped column with the one kept in its place; with privacy.k over at least k people.")

  var method = Method.pearson
  var threshold = 0.8
  var missingValues = MissingValues.ignore

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireFeatures()
    try inputs.requireNumbers()
  }

  struct Statistics: Accumulator {
    let names: [String]
    let missingValues: MissingValues
    var rowCount = 0
    var moments: PairwiseMoments

    mutating func update(_ rows: Rows) throws(TransformError) {
      var columns: [Buffer<Double>] = []
      for (index, name) in names.enumerated() {
        try rows.require(missingValues, in: rows.columns[index], named: name)
        columns.append(try rows.numbers(of: index, named: name))
      }
      rowCount += rows.count
      moments.update(columns, rows)
    }

    mutating func merge(_ other: Statistics) {
      rowCount += other.rowCount
      moments.merge(other.moments)
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(
      names: context.inputs.map(\.name), missingValues: missingValues,
      moments: PairwiseMoments(columnCount: context.inputs.count, k: context.k))
  }

  func finish(
    _ statistics: Statistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<RedundantColumn> {
    if let first = statistics.names.first, statistics.rowCount == 0 {
      throw .unfittable(column: first, problem: TransformError.noRow)
    }
    let names = statistics.names
    var columns = names.map { RedundantColumn(name: $0, instead: nil, score: nil) }
    let order = names.indices.sorted { ByteOrder.precedes(names[$0], names[$1]) }
    for (place, leader) in order.enumerated() where columns[leader].isKept {
      for other in order[(place + 1)...] where columns[other].isKept {
        guard let r = statistics.moments.correlation(leader, other), abs(r) > threshold else { continue }
        columns[other] = RedundantColumn(name: names[other], instead: names[leader], score: r)
      }
    }
    return FittedColumns(columns)
  }
}
