import Columns
import Configuration

/// What a number that stands for a category becomes where fitting has not seen the category.
enum UnseenPolicy: String, ParameterWord {
  /// 0, the number of what is not there.
  case value
  /// A missing value.
  case returnNan = "return_nan"
  /// Refused, naming column and row.
  case error
}

/// What becomes of a missing value, under `handle_missing`.
enum MissingPolicy: String, ParameterWord {
  /// A category like any other; one that fitting has not seen is as unseen as any.
  case value
  /// Stays missing.
  case returnNan = "return_nan"
  /// Refused, naming column and row.
  case error

  /// Refuses the first missing value under `error`.
  func check(_ column: Column, named name: String, _ rows: Rows) throws(TransformError) {
    guard self == .error, let row = column.firstMissing else { return }
    throw .badValue(column: name, row: Int(rows.rowNumbers[row]), problem: "the value is missing")
  }
}

/// Whether a column of numbers made of categories can have missing values.
func canBeMissing(_ field: Field, _ unknown: UnseenPolicy, _ missing: MissingPolicy) -> Bool {
  unknown == .returnNan || missing == .returnNan && field.isNullable
}
