import Columns
import Configuration

/// Puts numbers that start again, such as hours and months, on a circle: their sine and cosine.
struct Cyclical: Transformer {
  static let name = "cyclical"
  static let guide = Guide(
    summary: "Makes the sine and cosine of numbers that start again after a period, such as hours.",
    counterpart: "feature_engine.creation.CyclicalFeatures",
    formula: """
      Column `x` gives `x_sin` = sin(x · 2π/max) and `x_cos` = cos(x · 2π/max). max is the period that max_values gives \
      for the column, a number above 0 or a part of the calendar by name: quarter 4, semester 2, month 12, week 53, \
      day_of_week 7, day_of_month 31, day_of_year 366, hour 24, minute 60, second 60; otherwise the largest fitted \
      value, with privacy.k the k-th largest counted by people. Missing values stay missing.
      """,
    source: "feature_engine 1.9, creation/cyclical_features.py",
    example: """
      {id: round, use: cyclical, columns: [visits], with: {max_values: {visits: day_of_week}}}
      """,
    reveals: """
      The period of each column; where max_values does not give it, the largest value: with privacy.k of the k-th person \
      from the top, otherwise of one person.
      """)

  static let parameters: [Parameter<Self>] = [
    .init("max_values", \.maxValues, "The period of a column by its name: a number, or a word such as `hour`."),
    .init("drop_original", \.dropOriginal, "Put the two in the place of the column, instead of after it."),
  ]

  var maxValues = Named<CyclePeriod>()
  var dropOriginal = false

  init() {}

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireNumbers()
    for name in maxValues.names where !inputs.contains(where: { $0.name == name }) {
      throw .badArgument(parameter: "max_values", problem: "names `\(name)`, which is not among the step's columns")
    }
  }

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<FittedPeriod>?) -> [OutputField] {
    inputs.enumerated().flatMap { position, field in
      let made = ["sin", "cos"].map { function in
        OutputField(
          field.derived("\(field.name)_\(function)", as: .float, isNullable: field.isNullable),
          replaces: position)
      }
      return (dropOriginal ? [] : [OutputField(field, replaces: position)]) + made
    }
  }

  struct Statistics: Accumulator {
    let names: [String]
    /// `nil` where the period is given.
    var extremes: [Extremes?]

    mutating func update(_ rows: Rows) throws(TransformError) {
      try rows.requireColumns(names.count)
      for (index, name) in names.enumerated() {
        let numbers = try rows.numbers(of: index, named: name)
        extremes[index]?.update(numbers, rows, rows.columns[index].validity)
      }
    }

    mutating func merge(_ other: Statistics) {
      for index in names.indices {
        if let extremes = other.extremes[index] { self.extremes[index]?.merge(extremes) }
      }
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    let names = context.inputs.map(\.name)
    return Statistics(
      names: names, extremes: names.map { maxValues[$0] == nil ? Extremes(k: context.k) : nil })
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedColumns<FittedPeriod> {
    var columns: [FittedPeriod] = []
    for (name, extremes) in zip(statistics.names, statistics.extremes) {
      let period =
        if let given = maxValues[name] { given.value } else { try extremes?.bounds(column: name)?.upperBound }
      if let period, !FittedPeriod.isPeriod(period) {
        throw .unfittable(
          column: name, problem: "has no maximum above 0 that could be its period; give one in `max_values`")
      }
      columns.append(FittedPeriod(name: name, period: period))
    }
    return FittedColumns(columns)
  }

  func transform(_ rows: Rows, _ fitted: FittedColumns<FittedPeriod>) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    var outputs: [Column] = []
    for (index, fitted) in fitted.columns.enumerated() {
      let column = rows.columns[index]
      let numbers = try rows.numbers(of: index, named: fitted.name)
      if !dropOriginal { outputs.append(column) }
      guard let period = fitted.period else {
        let nothing = Column(
          .float(Buffer(repeating: 0, count: rows.count)), validity: Bitmap(repeating: false, count: rows.count))
        outputs += [nothing, nothing]
        continue
      }
      let factor = Cycle.factor(of: period)
      let circle = column.onCircle(numbers, factor: factor)
      try rows.requireFinite(circle.sine, named: fitted.name)
      for coordinate in [circle.sine, circle.cosine] {
        let present = coordinate.cleared(where: column.validity, 0)
        outputs.append(Column(.float(present), validity: column.validity))
      }
    }
    return outputs
  }
}

extension Column {
  /// Whole numbers within a range of this length are looked up: a sine takes ten times as long as a look.
  private static let longestTable: Int64 = 1 << 12

  /// The sine and cosine of every slot.
  fileprivate func onCircle(
    _ numbers: Buffer<Double>, factor: Double
  ) -> (sine: Buffer<Double>, cosine: Buffer<Double>) {
    if case .int(let values) = self.values {
      let (low, high) = values.withUnsafeBufferPointer { ($0.min() ?? 0, $0.max() ?? 0) }
      let (length, overflow) = high.subtractingReportingOverflow(low)
      if !overflow && length < Self.longestTable {
        let places = values.map { Int32(truncatingIfNeeded: $0 &- low) }
        let table = Cycle.coordinates(of: Buffer((low...high).map { Double($0) }), factor: factor)
        return (places.lookUp(in: table.sine.array), places.lookUp(in: table.cosine.array))
      }
    }
    return Cycle.coordinates(of: numbers, factor: factor)
  }
}
