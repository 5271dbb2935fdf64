import Columns
import Configuration

/// Tells for each value whether it is missing.
struct MissingIndicator: Transformer {
  enum Features: String, ParameterWord {
    case missingOnly = "missing-only"
    case all
  }

  static let name = "missing_indicator"
  static let parameters: [Parameter<MissingIndicator>] = [
    .init("features", \.features, "Columns with an indicator: those with missing values when fitted, or all."),
    .init(
      "error_on_new", \.errorOnNew,
      "With `missing-only`, refuse a missing value in a column that had none when fitted."),
  ]
  static let guide = Guide(
    summary: "Appends a bool column `missingindicator_*` that tells where a value is missing.",
    counterpart: "sklearn.impute.MissingIndicator",
    formula: """
      missingindicator_a is true where a is missing; the columns themselves stay. With privacy.k an indicator that \
      `missing-only` makes stands for at least k people whose value is missing; as nothing then tells a column of \
      fewer from one without, error_on_new has no effect.
      """,
    source: "scikit-learn 1.9, impute/_base.py",
    example: "{id: gaps, use: missing_indicator, columns: [age, income]}",
    reveals: "Whether each column had missing values; with privacy.k only where those of at least k people are.")
  static let replacesInputs = false

  var features = Features.missingOnly
  var errorOnNew = true

  struct Statistics: Accumulator {
    let names: [String]
    /// The people whose value is missing.
    var missing: [Crowd]
    var hasMissing: [Bool]

    mutating func update(_ rows: Rows) throws(TransformError) {
      try rows.require(names)
      for (index, column) in rows.columns.enumerated() where column.missingCount > 0 {
        hasMissing[index] = true
        missing[index].update(rows, column.validity, missing: true)
      }
    }

    mutating func merge(_ other: Statistics) {
      for index in names.indices {
        hasMissing[index] = hasMissing[index] || other.hasMissing[index]
        missing[index].merge(other.missing[index])
      }
    }
  }

  func check(_ inputs: [Field], target: Field?) {}

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(
      names: context.inputs.map(\.name), missing: context.inputs.map { _ in Crowd(k: context.k) },
      hasMissing: context.inputs.map { _ in false })
  }

  func finish(_ statistics: Statistics, _ context: FitContext) -> FittedColumns<IndicatedColumn> {
    FittedColumns(
      statistics.names.enumerated().map { index, name in
        let isKnown = statistics.hasMissing[index] && statistics.missing[index].isLargeEnough
        return IndicatedColumn(
          name: name, hasIndicator: features == .all || isKnown,
          refusesMissing: features == .missingOnly && errorOnNew && context.k == nil && !isKnown)
      })
  }

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<IndicatedColumn>?) -> [OutputField] {
    inputs.enumerated()
      .filter { position, _ in fitted?.columns[position].hasIndicator ?? true }
      .map { OutputField($1.missingIndicator, isOpen: fitted == nil && features == .missingOnly) }
  }

  func transform(_ rows: Rows, _ fitted: FittedColumns<IndicatedColumn>) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns.map(\.name))
    var columns: [Column] = []
    for (column, fitted) in zip(rows.columns, fitted.columns) {
      if fitted.hasIndicator { columns.append(Column(.bool(column.missing))) }
      if fitted.refusesMissing, let row = column.firstMissing {
        throw rows.badValue(in: fitted.name, at: row, "the value is missing, and none was when fitted (error_on_new)")
      }
    }
    return columns
  }
}

/// Whether a column has an indicator.
struct IndicatedColumn: FittedColumn {
  let name: String
  let hasIndicator: Bool
  let refusesMissing: Bool
}

extension IndicatedColumn {
  static let members: [StateMember] = ["name", "indicator", "refuses_missing"]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), hasIndicator: try reader.bool("indicator"),
      refusesMissing: try reader.bool("refuses_missing"))
  }

  var json: JSON {
    ["name": .string(name), "indicator": .bool(hasIndicator), "refuses_missing": .bool(refusesMissing)]
  }
}

extension Field {
  /// The column that tells where this one is missing.
  var missingIndicator: Field { indicator("missingindicator_\(name)") }
}
