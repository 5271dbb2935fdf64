import Columns
import Configuration

/// Fills missing values with one value per column.
struct SimpleImputer: Transformer {
  static let name = "simple_imputer"
  static let parameters: [Parameter<SimpleImputer>] = [
    .init("strategy", \.strategy, "What is filled in: `mean`, `median`, `most_frequent` or `constant`."),
    .init("fill_value", \.fillValue, "The value of strategy `constant`; by default 0, false or `missing_value`."),
    .init("add_indicator", \.addIndicator, "Append `missingindicator_*` for each column with missing values."),
    .init("keep_empty_features", \.keepEmptyFeatures, "Keep columns without any value, filled with 0."),
  ]
  static let guide = Guide(
    summary: "Fills missing values with the mean, the median, the most frequent value or a constant.",
    counterpart: "sklearn.impute.SimpleImputer",
    formula: """
      mean and median make an int column float; most_frequent takes the smallest of several, and keeps the type, as \
      constant does. A column without any value is filled with 0, false or `missing_value`, or with fill_value; \
      scikit-learn drops it unless keep_empty_features is set. Indicators are bool and made for columns that had \
      missing values when fitted. With privacy.k the median, the most frequent value and an indicator stand for at \
      least k people.
      """,
    source: "scikit-learn 1.9, impute/_base.py",
    example: """
      {id: fill, use: simple_imputer, columns: {type: number}, with: {strategy: median, add_indicator: true}}
      """,
    reveals: "One value per column, and whether values were missing.")

  enum Strategy: String, ParameterWord {
    case mean, median
    case mostFrequent = "most_frequent"
    case constant
  }

  var strategy = Strategy.mean
  var fillValue: String?
  var addIndicator = false
  var keepEmptyFeatures = true

  private var needsNumbers: Bool { strategy == .mean || strategy == .median }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    if fillValue != nil && strategy != .constant {
      throw .badArgument(parameter: "fill_value", problem: "goes with `strategy: constant` only")
    }
    try inputs.requireValues()
    if needsNumbers { try inputs.requireIntsOrFloats() }
    for field in inputs { _ = try constant(for: field) }
  }

  /// The value of strategy `constant`, and that of a column without any.
  func constant(for field: Field) throws(TransformError) -> Value {
    let value: Value? =
      switch (field.type, fillValue) {
      case (.int, nil): needsNumbers ? .float(0) : .int(0)
      case (.float, nil): .float(0)
      case (.bool, nil): .bool(false)
      case (_, nil): .text("missing_value")
      case (.int, let text?): Int64(text).map { .int($0) }
      case (.float, let text?): Double(text).flatMap { $0.isFinite ? .float($0) : nil }
      case (.bool, let text?): Bool(text).map { .bool($0) }
      case (_, let text?): .text(text)
      }
    guard let value else {
      throw .badArgument(
        parameter: "fill_value", problem: "is no \(field.type.rawValue), but column `\(field.name)` is")
    }
    return value
  }

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<FilledColumn>?) -> [OutputField] {
    var outputs: [OutputField] = []
    for (position, field) in inputs.enumerated() {
      if let fitted, fitted.columns[position].fill == nil { continue }
      var field = field
      if needsNumbers { field.type = .float }
      field.isNullable = false
      outputs.append(OutputField(field, replaces: position, isOpen: fitted == nil && !keepEmptyFeatures))
    }
    guard addIndicator else { return outputs }
    for (position, field) in inputs.enumerated() where fitted?.columns[position].hasIndicator ?? field.isNullable {
      outputs.append(OutputField(field.missingIndicator, isOpen: fitted == nil))
    }
    return outputs
  }
}
