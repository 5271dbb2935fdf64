import Columns
import Configuration

/// What a number that stands for a category becomes where fitting has not seen the category.
enum UnseenPolicy: String, ParameterWord {
  /// Refused, by column and row.
  case error
  /// 0.
  case ignore
  /// A missing value.
  case missing
}

/// What an encoder makes of a missing value.
enum MissingPolicy: String, ParameterWord {
  /// Refused, by column and row.
  case error
  /// It stays missing.
  case missing
  /// A category of its own, like any other.
  case value

  /// Refuses the first missing value under `error`.
  func check(_ column: Column, named name: String, _ rows: Rows) throws(TransformError) {
    guard self == .error, let row = column.firstMissing else { return }
    throw .badValue(column: name, row: Int(rows.rowNumbers[row]), problem: "the value is missing")
  }
}

/// Whether a column of numbers made of categories can have missing values.
func canBeMissing(_ field: Field, _ unknown: UnseenPolicy, _ missing: MissingPolicy) -> Bool {
  unknown == .missing || missing == .missing && field.isNullable
}
