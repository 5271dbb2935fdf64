package import Columns
package import Configuration

/// Why a transformer cannot be used on these columns, be fitted on these rows, or transform a row. Names columns, rows
/// and numbers, never a value.
package enum TransformError: Error, Sendable, Equatable {
  /// An argument is out of range or does not go with another.
  case badArgument(parameter: String, problem: String)
  case wrongType(column: String, expected: String, found: ColumnType)
  /// The step needs a column with `role: target`.
  case missingTarget(member: String)
  /// The target is of another type, or has other values, than the step needs.
  case unusableTarget(problem: String)
  /// A row's value cannot be worked on: infinite, negative, missing, an unknown category.
  case badValue(column: String, row: Int, problem: String)
  /// A column as a whole cannot be fitted: all missing, too many categories.
  case unfittable(column: String, problem: String)
  /// Fewer than `k` people stand behind what the fitted state would hold.
  case tooFewPeople(column: String, k: Int)
  /// Inside an expression, at a 0-based character offset.
  case badExpression(output: String, offset: Int, length: Int, problem: String, help: String?)
  /// A table that a step of tables cannot work on as it is: keys that repeat, columns of one name.
  case unusableTable(table: String, problem: String, help: String?)
  /// A fitted state that this transformer did not write.
  case badState(problem: String)

  package var code: DiagnosticCode {
    switch self {
    case .badArgument: .badTransformerArgument
    case .wrongType: .wrongColumnType
    case .missingTarget, .unusableTarget: .unusableTarget
    case .badValue: .untransformableValue
    case .unfittable: .unfittableColumn
    case .tooFewPeople: .tooFewPeople
    case .badExpression: .badExpression
    case .unusableTable: .unusableTable
    case .badState: .badFittedState
    }
  }

  package var message: String {
    switch self {
    case .badArgument(let parameter, let problem): "`\(parameter)` \(problem)"
    case .wrongType(let column, let expected, let found):
      "column `\(column)` is \(found.rawValue), but \(expected) is needed"
    case .missingTarget(let member): "`\(member)` learns from a target, and there is none"
    case .unusableTarget(let problem): problem
    case .badValue(let column, let row, let problem): "column `\(column)`, row \(row): \(problem)"
    case .unfittable(let column, let problem): "column `\(column)` \(problem)"
    case .tooFewPeople(let column, let k): "column `\(column)` has values of fewer than \(k) people"
    case .badExpression(let output, _, _, let problem, _): "in the expression of `\(output)`: \(problem)"
    case .unusableTable(let table, let problem, _): "table `\(table)` \(problem)"
    case .badState(let problem): "the fitted state cannot be read: \(problem)"
    }
  }

  package var help: String? {
    switch self {
    case .badArgument, .unusableTarget, .badState: nil
    case .wrongType: "select other columns, or declare another type in the contract"
    case .missingTarget: "give one column of the contract `role: target`"
    case .badValue: "treat the value in an earlier step, or bound it in the contract"
    case .unfittable: "leave the column out with `except:`, or impute it first"
    case .tooFewPeople: "fit on more rows, lower privacy.k, or leave the column out"
    case .badExpression(_, _, _, _, let help), .unusableTable(_, _, let help): help
    }
  }
}
