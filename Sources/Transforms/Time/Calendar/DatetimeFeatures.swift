import Columns
import Configuration

/// Makes numbers of what can be read off dates and timestamps: parts of the calendar and the clock, and holidays.
struct DatetimeFeatures: Transformer {
  static let name = "datetime_features"
  static let guide = Guide(
    summary: "Makes numbers of the parts of dates and timestamps: month, day of the week, hour, holiday and the like.",
    counterpart: "feature_engine.datetime.DatetimeFeatures",
    formula: """
      Column `c` gives an int column `c_month` and so on for each of features_to_extract. day_of_week is 0 (Monday) to 6, \
      weekend is 1 on Saturday and Sunday, week is that of ISO 8601, semester the half of the year; month_start to \
      leap_year are 0 or 1. A timestamp is taken in UTC; a date is its midnight. With cyclical, a part x that starts again \
      after n values also gives `c_month_sin` = sin(2πx/n) and `c_month_cos` = cos(2πx/n): month 12, quarter 4, \
      semester 2, week 53, day_of_week 7, day_of_month 31, day_of_year 366, hour 24, minute and second 60. With holidays, \
      `c_holiday` is 1 on those days. A missing value has no parts: they are missing.
      """,
    source: "feature_engine 1.9, datetime/datetime.py; ISO 8601 for weeks",
    example: """
      {id: when, use: datetime_features, columns: [since], with: {features_to_extract: [month, day_of_week], cyclical: true}}
      """,
    reveals: "The names of the columns and the holidays that the pipeline gives; nothing of any row.")

  static let parameters: [Parameter<Self>] = [
    .init(
      "features_to_extract", \.featuresToExtract,
      "The parts, or `all`; by default month, year, day_of_week, day_of_month, hour, minute and second."),
    .init("cyclical", \.cyclical, "Add the sine and cosine of the parts that start again."),
    .init("holidays", \.holidays, "Days, as yyyy-mm-dd, that are 1 in the column `c_holiday`."),
    .init("holidays_file", \.holidaysFile, "A text file with more of these days, one a line."),
    .init("drop_original", \.dropOriginal, "Put the parts in the place of the column, instead of after it."),
  ]

  var featuresToExtract = FeatureList.usual
  var cyclical = false
  var holidays: [String] = []
  var holidaysFile: HolidayFile?
  var dropOriginal = true

  init() {}

  var files: [Located<String>] { holidaysFile.map { [$0.path] } ?? [] }

  mutating func bind(contents: [String]) throws(TransformError) {
    for text in contents { try holidaysFile?.read(text) }
  }

  func place(of error: TransformError) -> SourceSpan? {
    if case .badArgument("holidays_file", _) = error { holidaysFile?.path.span } else { nil }
  }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireTimes()
    _ = try holidayDays()
    let features = featuresToExtract.features
    guard Set(features).count == features.count else {
      throw .badArgument(parameter: "features_to_extract", problem: "names a part twice")
    }
    guard !features.isEmpty || hasHolidays else {
      throw .badArgument(parameter: "features_to_extract", problem: "must not be empty")
    }
  }

  private var hasHolidays: Bool { !holidays.isEmpty || holidaysFile != nil }

  private func holidayDays() throws(TransformError) -> [Int32] {
    var days: Set<Int32> = []
    for (position, text) in holidays.enumerated() {
      guard let day = Calendar.date(text) else {
        throw .badArgument(parameter: "holidays", problem: "has no date (yyyy-mm-dd) as item \(position + 1)")
      }
      days.insert(day)
    }
    if let file = holidaysFile {
      guard let more = file.days else { throw .badArgument(parameter: "holidays_file", problem: "was not read") }
      days.formUnion(more)
    }
    return days.sorted()
  }

  func outputs(_ inputs: [Field], _ fitted: Holidays?) -> [OutputField] {
    inputs.enumerated().flatMap { position, field in
      let parts = names.map { name, type in
        OutputField(
          field.derived("\(field.name)_\(name)", as: type, isNullable: field.isNullable),
          replaces: position)
      }
      return (dropOriginal ? [] : [OutputField(field, replaces: position)]) + parts
    }
  }

  /// Of the outputs of one column, in order.
  private var names: [(name: String, type: ColumnType)] {
    var names: [(String, ColumnType)] = []
    for feature in featuresToExtract.features {
      names.append((feature.rawValue, .int))
      guard cyclical, feature.period != nil else { continue }
      names += [("\(feature.rawValue)_sin", .float), ("\(feature.rawValue)_cos", .float)]
    }
    return names + (hasHolidays ? [("holiday", .int)] : [])
  }

  func statistics(_ context: FitContext) -> NoStatistics { NoStatistics() }

  func finish(_ statistics: NoStatistics, _ context: FitContext) throws(TransformError) -> Holidays {
    Holidays(columns: context.inputs.map(\.name), days: try holidayDays())
  }

  func transform(_ rows: Rows, _ fitted: Holidays) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    var outputs: [Column] = []
    for (name, column) in zip(fitted.columns, rows.columns) {
      let moments = try MomentParts(column, named: name, rows)
      if !dropOriginal { outputs.append(column) }
      for feature in featuresToExtract.features {
        outputs.append(moments.ints(feature))
        if cyclical, let period = feature.period { outputs += moments.onCircle(feature, period: period) }
      }
      if hasHolidays { outputs.append(moments.membership(of: Set(fitted.days))) }
    }
    return outputs
  }
}
