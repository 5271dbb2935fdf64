import Columns
import Configuration

/// The time from one moment of a row to another, or to a fixed one, as a number of units.
struct ElapsedTime: RowFunction {
  static let name = "elapsed_time"
  static let guide = Guide(
    summary: "Makes numbers of the time between two dates or timestamps of a row, or up to a fixed one.",
    counterpart: "feature_engine.datetime.DatetimeSubtraction",
    formula: """
      With `reference: r` column `c` gives the float column `c_sub_r` = (c − r) / unit, negative where c comes first. With \
      `as_of: t` it gives `c_elapsed` = (t − c) / unit, the age of c. Fractions are kept; `date_diff` of `derive` counts \
      complete units. A month is 30.436875 days and a year 365.2425, the means of the Gregorian calendar. A date is its \
      midnight in UTC. Where either is missing, so is the result.
      """,
    source: "feature_engine 1.9, datetime/datetime_subtraction.py; units of numpy.timedelta64",
    example: """
      {id: age, use: elapsed_time, columns: [since], with: {as_of: "2026-01-31", output_unit: month}}
      """,
    reveals: "Nothing: nothing is fitted.")

  static let parameters: [Parameter<Self>] = [
    .init("reference", \.reference, "The column that is subtracted; it stays as it is."),
    .init(
      "as_of", \.asOf,
      "The moment up to which time has elapsed, yyyy-mm-dd or yyyy-mm-ddThh:mm:ss in UTC, or `params.name`."),
    .init("output_unit", \.outputUnit, "The unit."),
    .init("drop_original", \.dropOriginal, "Put the result in the place of the column, instead of after it."),
  ]

  var reference: Located<String>?
  var asOf: Located<String>?
  var outputUnit = CalendarUnit.day
  var dropOriginal = false

  init() {}

  var companions: [Located<String>] { reference.map { [$0] } ?? [] }

  mutating func bind(_ parameters: [String: JSON]) throws(TransformError) {
    guard let text = asOf?.value, text.hasPrefix("params.") else { return }
    guard let value = parameters[String(text.dropFirst("params.".count))]?.string else {
      throw .badArgument(parameter: "as_of", problem: "names no parameter that is a text")
    }
    asOf?.value = value
  }

  func place(of error: TransformError) -> SourceSpan? {
    if case .badArgument("as_of", _) = error { asOf?.span } else { nil }
  }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireTimes()
    guard (reference == nil) != (asOf == nil) else {
      throw .badArgument(parameter: "reference", problem: "or `as_of` is needed, one of them")
    }
    if let text = asOf?.value, Calendar.timestamp(text) == nil {
      throw .badArgument(parameter: "as_of", problem: "must be a date (yyyy-mm-dd) or a moment (yyyy-mm-ddThh:mm:ss)")
    }
  }

  func outputs(_ inputs: [Field], _ fitted: NamedInputs?) -> [OutputField] {
    let reference = reference.map { _ in inputs[inputs.count - 1] }
    return inputs.dropLast(companions.count).enumerated().flatMap { position, field in
      let made = [field] + (reference.map { [$0] } ?? [])
      let name = reference.map { "\(field.name)_sub_\($0.name)" } ?? "\(field.name)_elapsed"
      let result = OutputField(
        made.merged(name, as: .float, isNullable: made.contains { $0.isNullable }), replaces: position)
      return dropOriginal ? [result] : [OutputField(field, replaces: position), result]
    }
  }

  func transform(_ rows: Rows, _ fitted: NamedInputs) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    let unit = Double(outputUnit.meanMicroseconds)
    let other = try reference.map { _ throws(TransformError) in
      try moments(of: fitted.columns.count - 1, rows, fitted)
    }
    let fixed = asOf.flatMap { Calendar.timestamp($0.value) } ?? 0
    var outputs: [Column] = []
    for position in 0..<fitted.columns.count - companions.count {
      let column = rows.columns[position]
      let moments = try moments(of: position, rows, fitted)
      if !dropOriginal { outputs.append(column) }
      let distances = Self.distances(moments, from: other, orTo: fixed, unit: unit)
      let validity =
        reference == nil ? column.validity : column.validity & rows.columns[rows.columns.count - 1].validity
      outputs.append(
        Column(.float(distances.cleared(where: validity, 0)), validity: validity))
    }
    return outputs
  }

  /// The rows of an input in microseconds since 1970, all in the years 1 to 9999: no difference of two overflows.
  private func moments(of position: Int, _ rows: Rows, _ fitted: NamedInputs) throws(TransformError) -> Buffer<Int64> {
    let name = fitted.columns[position]
    switch rows.columns[position].values {
    case .date(let days):
      try rows.require(days, within: Calendar.days, named: name)
      return days.map { Int64($0) &* Timestamp.microsecondsPerDay }
    case .timestamp(let moments):
      try rows.require(moments, within: Calendar.microseconds, named: name)
      return moments
    default: throw .wrongType(column: name, expected: "date or timestamp", found: rows.columns[position].valueType)
    }
  }

  private static func distances(
    _ moments: Buffer<Int64>, from reference: Buffer<Int64>?, orTo fixed: Int64, unit: Double
  ) -> Buffer<Double> {
    guard let reference else { return moments.map { Double(fixed &- $0) / unit } }
    return Buffer(count: moments.count) { memory in
      moments.withUnsafeBufferPointer { moments in
        reference.withUnsafeBufferPointer { reference in
          for row in 0..<moments.count { memory[row] = Double(moments[row] &- reference[row]) / unit }
        }
      }
    }
  }
}

extension CalendarUnit: ParameterWord {}

extension CalendarUnit {
  /// Its length, or its mean length over 400 years of the Gregorian calendar.
  fileprivate var meanMicroseconds: Int64 { microseconds ?? (months ?? 1) * 2_629_746_000_000 }
}
