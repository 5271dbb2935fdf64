import Columns
import Configuration

/// Fills missing values of each column by a regression on the others, in rounds.
struct IterativeImputer: Transformer {
  enum InitialStrategy: String, ParameterWord {
    case mean, median
    case mostFrequent = "most_frequent"
  }

  enum Order: String, ParameterWord {
    case ascending, descending, roman, arabic

    static var refusals: [String: String] { ["random": "an order drawn anew in each run is not reproducible"] }
  }

  static let name = "iterative_imputer"
  static let parameters: [Parameter<IterativeImputer>] = [
    .init("max_iter", \.maxIter, "Rounds at most; 0 leaves the initial values.", .atLeast(0), .atMost(1000)),
    .init(
      "tol", \.tol, "Rounds end when no value moves by this share of the largest absolute value.", .atLeast(0)),
    .init("initial_strategy", \.initialStrategy, "What is filled in before the first round."),
    .init(
      "imputation_order", \.imputationOrder,
      "Columns by rising or falling number of missing values, from left to right (`roman`) or back (`arabic`)."),
    .init("skip_complete", \.skipComplete, "Fill columns without missing values when fitted by the initial strategy."),
    .init("min_value", \.minValue, "The smallest value that is filled in."),
    .init("max_value", \.maxValue, "The largest value that is filled in."),
    .init("sample_posterior", refusedBecause: "draws would depend on the order of rows"),
    .init("n_nearest_features", refusedBecause: "the features would be drawn at random"),
    .init("add_indicator", refusedBecause: "a step of `missing_indicator` before this one does it"),
    .init("keep_empty_features", refusedBecause: "columns without any value are always kept, filled with 0"),
  ]
  static let guide = Guide(
    summary: "Fills missing values by a Bayesian ridge regression of each column on the others, in rounds.",
    counterpart: "sklearn.impute.IterativeImputer",
    formula: """
      After an initial fill each column in turn is regressed on all others over the rows that have it, and its missing \
      values are replaced by the prediction, up to max_iter times. New rows go through the same regressions in the \
      same order. The regression is scikit-learn's BayesianRidge, by the eigenvalues of the centred products instead \
      of a singular value decomposition; equal to about 1e-8 of a column's range. All rows are held while fitting and \
      put into an order that their values decide, so that the state is the same to the last bit in any order.
      """,
    source: """
      scikit-learn 1.9, impute/_iterative.py and linear_model/_bayes.py; van Buuren, Groothuis-Oudshoorn, "mice", \
      Journal of Statistical Software 45 (2011)
      """,
    example: "{id: fill, use: iterative_imputer, columns: {type: number}, with: {max_iter: 10}}",
    reveals: """
      The means and regression coefficients of the columns in each round; with privacy.k each column has values of at \
      least k people. A regression with as many columns as rows can reproduce rows.
      """)

  var maxIter = 10
  var tol = 1e-3
  var initialStrategy = InitialStrategy.mean
  var imputationOrder = Order.ascending
  var skipComplete = false
  var minValue: Double?
  var maxValue: Double?

  private var initial: SimpleImputer {
    var imputer = SimpleImputer()
    imputer.strategy =
      switch initialStrategy {
      case .mean: .mean
      case .median: .median
      case .mostFrequent: .mostFrequent
      }
    return imputer
  }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireIntsOrFloats()
    guard (minValue ?? -.infinity) < maxValue ?? .infinity else {
      throw .badArgument(parameter: "max_value", problem: "must be greater than `min_value`")
    }
  }

  func outputs(_ inputs: [Field], _ fitted: FittedRegressions?) -> [OutputField] { inputs.imputedFromEachOther }

  struct Statistics: Accumulator {
    var rows: NumberRows
    var initial: SimpleImputer.Statistics
    /// The people who have a value.
    var crowds: [Crowd]

    mutating func update(_ rows: Rows) throws(TransformError) {
      try self.rows.update(rows)
      try initial.update(rows)
      for index in crowds.indices { crowds[index].update(rows, rows.columns[index].validity) }
    }

    mutating func merge(_ other: Statistics) throws(TransformError) {
      rows.merge(other.rows)
      try initial.merge(other.initial)
      for index in crowds.indices { crowds[index].merge(other.crowds[index]) }
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(
      rows: NumberRows(names: context.inputs.map(\.name)), initial: initial.statistics(context),
      crowds: context.inputs.map { _ in Crowd(k: context.k) })
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedRegressions {
    let filled = try initial.finish(statistics.initial, context)
    let columns = statistics.rows.inCanonicalOrder
    var fills = filled.columns.map { $0.fill?.number ?? 0 }
    if initialStrategy == .mean { fills = columns.map(\.meanOfPresent) }  // not to depend on the chunking
    var rounds = ImputationRounds(columns, fills: fills)
    for (index, name) in context.inputs.map(\.name).enumerated() where !rounds.isEmpty[index] {
      try statistics.crowds[index].require(column: name)
    }
    if context.inputs.count > 1 {
      rounds.run(
        maxIter, in: imputationOrder, skipComplete: skipComplete, tolerance: tol,
        bounds: (minValue ?? -.infinity)...(maxValue ?? .infinity))
    }
    for (index, name) in context.inputs.map(\.name).enumerated() where !rounds.isFinite(index) {
      throw .unfittable(column: name, problem: TransformError.tooLarge)
    }
    return FittedRegressions(names: context.inputs.map(\.name), rounds)
  }

  func transform(_ rows: Rows, _ fitted: FittedRegressions) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    var values: [[Double]] = []
    var missing: [[Int]] = []
    for (index, column) in fitted.columns.enumerated() {
      let marked = try rows.numbers(of: index, named: column.name).marking(rows.columns[index].validity)
      let gaps = marked.withUnsafeBufferPointer { values in values.indices.filter { values[$0].isNaN } }
      var filled = marked.array
      for row in gaps { filled[row] = column.fill }
      values.append(filled)
      missing.append(column.isEmpty ? [] : gaps)
    }
    let bounds = (minValue ?? -.infinity)...(maxValue ?? .infinity)
    for regression in fitted.regressions { regression.predict(&values, missing[regression.feature], bounds) }
    var outputs: [Column] = []
    for (column, values) in zip(fitted.columns, values) {
      let numbers = Buffer(values)
      try rows.requireFinite(numbers, named: column.name)
      outputs.append(Column(.float(numbers)))
    }
    return outputs
  }
}

extension Buffer<Double> {
  /// The mean of what is not NaN; 0 if there is nothing.
  fileprivate var meanOfPresent: Double { Moments(Buffer(array.filter { !$0.isNaN }), validity: nil).mean }
}

extension Value {
  /// The value as a double, if it is a number.
  fileprivate var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value
    case .bool, .text: nil
    }
  }
}
