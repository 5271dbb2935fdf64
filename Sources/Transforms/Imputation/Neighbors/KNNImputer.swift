import Columns
import Configuration

/// Fills missing values with the mean of the nearest rows that have one.
struct KNNImputer: Transformer {
  enum Weights: String, ParameterWord { case uniform, distance }

  static let name = "knn_imputer"
  static let parameters: [Parameter<KNNImputer>] = [
    .init("n_neighbors", \.neighbors, "How many rows a value is taken from.", .atLeast(1)),
    .init("weights", \.weights, "Whether all of them count the same, or by the inverse of their distance."),
    .init("add_indicator", refusedBecause: "a step of `missing_indicator` before this one does it"),
    .init("keep_empty_features", refusedBecause: "columns without any value are always kept, filled with 0"),
  ]
  static let guide = Guide(
    summary: "Fills missing values with the mean of the nearest rows' values.",
    counterpart: "sklearn.impute.KNNImputer",
    formula: """
      d(x, y)² = p / p' · Σ (x_j - y_j)² over the p' of all p columns that both rows have. A missing value becomes the \
      mean over the n_neighbors nearest fitted rows that have one, with weights 1 or 1/d (only rows at distance 0 \
      count where there are any), and the column's mean where no distance is known. Of rows at the same distance \
      those come first that a hash of their values puts first. Every row is compared with every fitted one.
      """,
    source: "scikit-learn 1.9, impute/_knn.py and metrics/pairwise.py, nan_euclidean_distances",
    example:
      "{id: fill, use: knn_imputer, columns: [latitude, longitude], with: {n_neighbors: 3, weights: distance}}",
    reveals: """
      Every fitted row, as it was. It is therefore refused with privacy.k, and on columns that are not public.
      """)

  var neighbors = 5
  var weights = Weights.uniform

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireIntsOrFloats()
    for field in inputs where field.sensitivity > .public {
      throw .unfittable(
        column: field.name,
        problem: "is a \(field.sensitivity.name), and knn_imputer keeps every row of it in the fitted state")
    }
  }

  func outputs(_ inputs: [Field], _ fitted: FittedNeighbors?) -> [OutputField] { inputs.imputedFromEachOther }

  struct Statistics: Accumulator {
    var rows: NumberRows

    mutating func update(_ rows: Rows) throws(TransformError) { try self.rows.update(rows) }
    mutating func merge(_ other: Statistics) { rows.merge(other.rows) }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(rows: NumberRows(names: context.inputs.map(\.name)))
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedNeighbors {
    if context.k != nil, let first = context.inputs.first {
      throw .unfittable(
        column: first.name, problem: "would be kept row by row in the fitted state, which privacy.k forbids")
    }
    return FittedNeighbors(
      names: context.inputs.map(\.name), columns: statistics.rows.inCanonicalOrder.map { DonorColumn($0) })
  }

  func transform(_ rows: Rows, _ fitted: FittedNeighbors) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.names.count)
    var receivers: [Buffer<Double>] = []
    for (index, name) in fitted.names.enumerated() {
      receivers.append(try rows.numbers(of: index, named: name).marking(rows.columns[index].validity))
    }
    let filled = fitted.fill(receivers, neighbors: neighbors, byDistance: weights == .distance)
    for (name, column) in zip(fitted.names, filled) { try rows.requireFinite(column, named: name) }
    return filled.map { Column(.float($0)) }
  }
}
