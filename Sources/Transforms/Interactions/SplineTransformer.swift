import Columns
import Configuration

/// Makes of each column the B-splines over it, so that a linear model can follow a curve.
struct SplineTransformer: Transformer {
  static let name = "spline_transformer"
  static let parameters: [Parameter<SplineTransformer>] = [
    .init("n_knots", \.knotCount, "Number of knots of each column.", .atLeast(2), .atMost(1000)),
    .init("degree", \.degree, "Degree of the polynomials between knots.", .atLeast(0), .atMost(10)),
    .init(
      "knots", \.placement, "Where the knots lie: `uniform` from the smallest to the largest value, or at `quantile`s."),
    .init(
      "extrapolation", \.extrapolation,
      "Outside the knots: `constant`, `linear`, `continue` (the polynomials), `periodic`, or `error`."),
    .init("include_bias", \.includeBias, "Keep the last spline of each column; without it they do not add up to 1."),
    .init("handle_missing", \.handleMissing, "What a missing value becomes: an `error`, or `zeros` in all splines."),
  ]
  static let guide = Guide(
    summary: "Makes the B-splines over each column.",
    counterpart: "sklearn.preprocessing.SplineTransformer",
    formula: """
      n_knots + degree - 1 splines (periodic: n_knots - 1), each a piecewise polynomial that is not 0 between degree + 2 \
      neighbouring knots, by de Boor's recurrence; at each place within the knots they add up to 1. Knots beyond the \
      ends go on in the distance of the last two. Splines of x are named x_sp_0, x_sp_1, …. With privacy.k the ends lie \
      at the k-th person's value.
      """,
    source: "de Boor (1978); Eilers and Marx (1996); scikit-learn 1.9, preprocessing/_polynomial.py",
    example: "{id: curve, use: spline_transformer, columns: [age], with: {n_knots: 4, knots: quantile}}",
    reveals: """
      The knots of each column: extremes and quantiles; with privacy.k at least k people lie at and beyond each end.
      """)

  enum Placement: String, ParameterWord { case uniform, quantile }

  enum Extrapolation: String, ParameterWord { case constant, linear, `continue`, periodic, error }

  enum MissingNumber: String, MissingPolicy, Codable {
    case error, zeros

    static let argument = "handle_missing"
    var refuses: Bool { self == .error }
  }

  var knotCount = 5
  var degree = 3
  var placement = Placement.uniform
  var extrapolation = Extrapolation.constant
  var includeBias = true
  var handleMissing = MissingNumber.error

  private var splineCount: Int {
    (extrapolation == .periodic ? knotCount - 1 : knotCount + degree - 1) - (includeBias ? 0 : 1)
  }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireNumbers()
    if extrapolation == .periodic && knotCount <= degree {
      throw .badArgument(parameter: "n_knots", problem: "must be above `degree` for periodic splines")
    }
    guard splineCount > 0 else {
      throw .badArgument(parameter: "include_bias", problem: "leaves no spline; take more knots or a higher degree")
    }
    let (width, overflow) = splineCount.multipliedReportingOverflow(by: inputs.count)
    guard !overflow, width <= OutputColumns.most else {
      throw .badArgument(
        parameter: "n_knots",
        problem: "makes \(width) columns of \(inputs.count), and at most \(OutputColumns.most) are allowed")
    }
  }

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<Knots>?) -> [OutputField] {
    inputs.enumerated().flatMap { position, field in
      (0..<splineCount).map { spline in
        var output = field.encoded(as: .float, isNullable: false)
        output.name = "\(field.name)_sp_\(spline)"
        return OutputField(output, replaces: position)
      }
    }
  }

  struct Statistics: Accumulator {
    let names: [String]
    let handleMissing: MissingNumber
    var rowCount = 0
    var extremes: [Extremes]
    /// Of knots at quantiles.
    var quantiles: [Quantiles]?

    mutating func update(_ rows: Rows) throws(TransformError) {
      rowCount += rows.count
      for (index, name) in names.enumerated() {
        let column = rows.columns[index]
        let numbers = try rows.numbers(of: index, named: name)
        try rows.require(handleMissing, in: column, named: name)
        extremes[index].update(numbers, rows, column.validity)
        quantiles?[index].update(numbers, column.validity)
      }
    }

    mutating func merge(_ other: Statistics) {
      rowCount += other.rowCount
      for index in names.indices {
        extremes[index].merge(other.extremes[index])
        if let others = other.quantiles { quantiles?[index].merge(others[index]) }
      }
    }

    var heldByteCount: Int { (quantiles ?? []).reduce(0) { $0 + $1.heldByteCount } }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(
      names: context.inputs.map(\.name), handleMissing: handleMissing,
      extremes: context.inputs.map { _ in Extremes(k: context.k) },
      quantiles: placement == .quantile ? context.inputs.map { _ in Quantiles() } : nil)
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedColumns<Knots> {
    if context.k != nil && extrapolation == .error {
      throw .badArgument(
        parameter: "extrapolation",
        problem: "`error` does not go with privacy.k: it would refuse the people beyond the k-th from either end")
    }
    var columns: [Knots] = []
    for (index, name) in statistics.names.enumerated() {
      guard statistics.rowCount >= 2 else {
        throw .unfittable(column: name, problem: "has fewer than two rows to learn knots from")
      }
      // A column without a value has all its knots at 0, and so all splines 0.
      let bounds = try statistics.extremes[index].bounds(column: name) ?? 0...0
      let knots = knots(bounds, statistics.quantiles?[index])
      guard (bounds.upperBound - bounds.lowerBound).isFinite else {
        throw .unfittable(column: name, problem: TransformError.rangeTooLarge)
      }
      columns.append(Knots(name: name, knots: context.k == nil ? knots : knots.map { $0.clamped(to: bounds) }))
    }
    return FittedColumns(columns)
  }

  private func knots(_ bounds: ClosedRange<Double>, _ quantiles: Quantiles?) -> [Double] {
    guard let quantiles else { return .linspace(from: bounds.lowerBound, to: bounds.upperBound, count: knotCount) }
    guard quantiles.count > 0 else { return Array(repeating: 0, count: knotCount) }
    let shares = [Double].linspace(from: 0, to: 1, count: knotCount)
    return quantiles.medianAndPercentiles(shares.map { 100 * $0 }).percentiles
  }
}

/// The fitted knots of a column, without those beyond its ends.
struct Knots: FittedColumn {
  let name: String
  let knots: [Double]
}

extension Knots {
  static let members: [StateMember] = ["name", .orderStatistics("knots")]

  init(_ reader: StateReader) throws(TransformError) {
    let knots = try reader.numbers("knots")
    guard zip(knots, knots.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      throw .badState(problem: "the knots of a column do not rise")
    }
    self.init(name: try reader.string("name"), knots: knots)
  }

  var json: JSON { ["name": .string(name), "knots": .array(knots.map { .float($0) })] }
}
