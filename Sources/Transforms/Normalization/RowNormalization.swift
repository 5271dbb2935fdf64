import Columns
import Configuration

/// Scales each row over the selected columns to unit norm, whatever other rows hold.
protocol RowNormalization: Normalization where Collected == NothingCollected, ScaledColumn == NamedColumn {
  var norm: Norm { get }
}

extension NamedColumn: FittedScale {
  var isEmpty: Bool { false }
}

extension RowNormalization {
  static var formula: String {
    """
    l1: y = x / sum|x|; l2: y = x / sqrt(sum x^2); max: y = x / max|x|, each over the selected columns of one row. A \
    row of zeros stays as it is. Missing values are refused: impute first.
    """
  }
  static var reveals: String {
    "The names of the columns; with `inf: clip` their extremes; with privacy.k over at least k people."
  }

  var refusesMissing: Bool { true }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireNumbers()
    if inf == .null {
      throw .badArgument(parameter: "inf", problem: "cannot be `null` here: a row with a missing value has no length")
    }
  }

  func collected(_ context: FitContext) -> NothingCollected { NothingCollected() }
  func fit(_ collected: NothingCollected, named name: String) -> NamedColumn { NamedColumn(name: name) }

  func transform(_ rows: Rows, _ fitted: Fitted) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    var columns: [Buffer<Double>] = []
    for (index, fittedColumn) in fitted.columns.enumerated() {
      let column = try finite(index, of: rows, fitted)
      let numbers = try column.requiredNumbers(named: fittedColumn.name)
      columns.append(numbers)
    }
    let divisors = norm.divisors(of: columns, count: rows.count)
    if let first = fitted.columns.first {
      try rows.requireFinite(divisors, named: first.name, problem: "the length of the row is too large for a double")
    }
    return columns.map { Column(.float($0.divided(by: divisors))) }
  }
}
