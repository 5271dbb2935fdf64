package import Columns
package import Configuration

/// Why a treatment does not fit a column; found at plan time.
package enum TreatmentError: Error, Sendable, Equatable {
  /// An argument is out of range or does not go with another or with the column.
  case badArgument(parameter: String, problem: String)
  case wrongType(column: String, expected: String, found: ColumnType)
  /// The treatment would leave too much of this kind of data.
  case tooWeak(column: String, sensitivity: Sensitivity, treatment: String, enough: String)

  package var code: DiagnosticCode {
    switch self {
    case .badArgument: .badTreatmentArgument
    case .wrongType: .wrongTreatedType
    case .tooWeak: .treatmentTooWeak
    }
  }

  package var message: String {
    switch self {
    case .badArgument(let parameter, let problem): "`\(parameter)` \(problem)"
    case .wrongType(let column, let expected, let found):
      "column `\(column)` is \(found.rawValue), but \(expected) is needed"
    case .tooWeak(let column, let sensitivity, let treatment, _):
      "column `\(column)` holds \(sensitivity.name) data, of which `\(treatment)` would leave too much"
    }
  }

  package var help: String? {
    switch self {
    case .badArgument: nil
    case .wrongType: "choose another treatment, or declare another type in the contract"
    case .tooWeak(_, _, _, let enough): "use \(enough)"
    }
  }
}
