import Columns
import Configuration

/// Scales each row over the selected columns to unit norm, whatever other rows hold.
protocol RowNormalization: Normalization where Collected == NothingCollected, ScaledColumn == NamedColumn {
  var norm: Norm { get }
}

/// The length of a row.
enum Norm: String, ParameterWord {
  case l1, l2
  case maximum = "max"
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
  static var reveals: String { "The names of the columns; with `inf: clip` their extremes, over at least k people." }

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
      guard let numbers = column.numbers else {
        throw .wrongType(column: fittedColumn.name, expected: "int, float or bool", found: column.valueType)
      }
      columns.append(numbers)
    }
    let divisors = norm.divisors(of: columns, count: rows.count)
    if let first = fitted.columns.first {
      try rows.requireFinite(divisors, named: first.name, problem: "the length of the row is too large for a double")
    }
    return columns.map { Column(.float($0.divided(by: divisors))) }
  }
}

extension Norm {
  /// The length of each row, 1 where it is 0: scikit-learn's `_handle_zeros_in_scale`.
  fileprivate func divisors(of columns: [Buffer<Double>], count: Int) -> Buffer<Double> {
    Buffer(count: count) { lengths in
      lengths.initialize(repeating: 0)
      for column in columns { column.withUnsafeBufferPointer { add($0, to: lengths) } }
      for row in 0..<count {
        let length = self == .l2 ? lengths[row].squareRoot() : lengths[row]
        lengths[row] = length.divisor
      }
    }
  }

  private func add(_ numbers: UnsafeBufferPointer<Double>, to lengths: UnsafeMutableBufferPointer<Double>) {
    switch self {
    case .l1: for row in 0..<numbers.count { lengths[row] += abs(numbers[row]) }
    case .l2: for row in 0..<numbers.count { lengths[row] += numbers[row] * numbers[row] }
    case .maximum:
      for row in 0..<numbers.count {
        let size = abs(numbers[row])
        lengths[row] = lengths[row] < size ? size : lengths[row]
      }
    }
  }
}

extension Buffer<Double> {
  fileprivate func divided(by divisors: Buffer<Double>) -> Buffer<Double> {
    Buffer(count: count) { memory in
      withUnsafeBufferPointer { values in
        divisors.withUnsafeBufferPointer { divisors in
          for row in 0..<values.count { memory[row] = values[row] / divisors[row] }
        }
      }
    }
  }
}
