import Columns
import Configuration
import Glibc

/// The mean of all rows of the same entity so far, with weights that fall with every row.
struct ExponentialMean: HistoryTransformer {
  static let name = "ewm"
  static let parameters: [Parameter<ExponentialMean>] = [
    .init("alpha", \.alpha, "The weight of the newest value, at most 1.", .above(0), .atMost(1)),
    .init("span", \.span, "In place of alpha: alpha is 2 / (span + 1).", .atLeast(1)),
    .init("halflife", \.halflife, "In place of alpha: after so many rows a weight is half.", .above(0)),
    .init("com", \.com, "In place of alpha, the centre of mass: alpha is 1 / (1 + com).", .atLeast(0)),
    .init("adjust", \.adjust, "Divide by the sum of the weights so far; else each mean moves by alpha to the value."),
    .init("ignore_na", \.ignoreMissing, "Let weights fall with present values only, not with every row."),
    .init("min_periods", \.minPeriods, "Below so many values the mean is missing.", .atLeast(0)),
    .init("closed", \.closed, "Whether the row itself is seen (`right`) or only those before it (`left`)."),
    .init("time", \.time, "The column that orders the rows; by default the one with role time."),
  ]
  static let guide = Guide(
    summary: "Appends the exponentially weighted mean of all rows of the same entity so far.",
    counterpart: nil,
    formula: """
      x_ewm_mean = Σ (1 - alpha)^i x_(t-i) / Σ (1 - alpha)^i over the row and all before it; without adjust \
      m_t = (1 - alpha) m_(t-1) + alpha x_t. alpha is given, or 2 / (span + 1), 1 - exp(-ln 2 / halflife), \
      1 / (1 + com). Rows are those with equal values under `by:` in the order of time: \
      df.sort_values(time).groupby(by)[x].ewm(...).mean() in pandas' words, with closed: left shifted by a row. A \
      missing value keeps the mean as it is. Rows of one time keep their order; a row with a missing value under `by:` \
      gets a missing value. The target is refused unless closed: left. With privacy.k `by:` must name the column that \
      tells people apart.
      """,
    source: "pandas 3.1, ExponentialMovingWindow",
    example: """
      {id: trend, use: ewm, from: readings, columns: [pressure], by: [machine], with: {halflife: 5, time: at}}
      """,
    reveals: "Nothing: nothing is fitted. The mean is as sensitive as the column it is computed from.")

  var alpha: Double?
  var span: Double?
  var halflife: Double?
  var com: Double?
  var adjust = true
  var ignoreMissing = false
  var minPeriods = 0
  var closed = PastClosure.right
  var time: Located<String>?

  var excludesOwnRow: Bool { closed == .left }

  /// The weight of the newest value.
  private func weight() throws(TransformError) -> Double {
    let weights = [
      alpha, span.map { 2 / ($0 + 1) }, halflife.map { 1 - exp2(-1 / $0) }, com.map { 1 / (1 + $0) },
    ].compactMap { $0 }
    guard weights.count == 1 else {
      throw .badArgument(
        parameter: "alpha", problem: "or one of `span`, `halflife` and `com` must be given, and no other")
    }
    return weights[0]
  }

  func features(of field: Field, time: Field) throws(TransformError) -> [Field] {
    try field.requireNumber()
    _ = try weight()
    return [field.feature("ewm_mean")]
  }

  func columns(_ input: HistoryInput, _ history: History) throws(TransformError) -> [Column] {
    let values = try history.numbers(of: input.column, input.table, named: input.field.name)
    let kernel = EntityMeans(
      alpha: try weight(), adjust: adjust, ignoresMissing: ignoreMissing, minimum: max(1, minPeriods))
    let means = Buffer<Double>(count: values.count) { memory in
      values.withUnsafeBufferPointer { values in
        history.forEachEntity { places in kernel.run(values, places, memory, isShifted: closed == .left) }
      }
    }
    return [try history.column(means, input.table, named: input.field.name)]
  }
}

/// The loop over one entity's values.
private struct EntityMeans {
  let alpha: Double
  let adjust: Bool
  let ignoresMissing: Bool
  let minimum: Int

  /// Writes the mean of each place, or of the place before where it is shifted; NaN where there is none.
  func run(
    _ values: UnsafeBufferPointer<Double>, _ places: Range<Int>, _ memory: UnsafeMutableBufferPointer<Double>,
    isShifted: Bool
  ) {
    let new = adjust ? 1 : alpha
    var mean = Double.nan
    // The weight of all values so far.
    var old = 1.0
    var count = 0
    var shown = Double.nan
    for place in places {
      if isShifted { memory[place] = shown }
      let value = values[place]
      if mean.isNaN {
        mean = value
        if !value.isNaN { count = 1 }
      } else {
        if !value.isNaN || !ignoresMissing { old *= 1 - alpha }
        if !value.isNaN {
          count &+= 1
          // Equal values have exactly that mean.
          if mean != value { mean = (old * mean + new * value) / (old + new) }
          old = adjust ? old + new : 1
        }
      }
      shown = count >= minimum ? mean : .nan
      if !isShifted { memory[place] = shown }
    }
  }
}
