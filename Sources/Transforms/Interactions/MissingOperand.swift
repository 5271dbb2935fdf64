import Columns
import Configuration

/// What becomes of a row with a missing value where several columns are computed from several.
enum MissingOperand: String, ParameterWord, Codable {
  /// It is refused, by column and row number.
  case error
  /// What is computed from the missing value is missing.
  case keep
}

extension Rows {
  /// The inputs as doubles, all finite; missing values are refused under the policy that says so.
  func numbers(named names: [String], missing: MissingOperand) throws(TransformError) -> [Buffer<Double>] {
    try requireColumns(names.count)
    var numbers: [Buffer<Double>] = []
    for (index, name) in names.enumerated() {
      numbers.append(try self.numbers(of: index, named: name))
      guard missing == .error, let row = columns[index].firstMissing else { continue }
      throw .badValue(
        column: name, row: Int(rowNumbers[row]), problem: "the value is missing; impute it, or set `missing: keep`")
    }
    return numbers
  }

  /// The rows in which no input is missing; `nil`: all.
  var complete: Bitmap? { columns.reduce(nil) { $0 & $1.validity } }
}

extension [Field] {
  /// The sensitivity of what is computed from all of them.
  var sensitivity: Sensitivity { reduce(.public) { $0.join($1.sensitivity) } }
}
