import Columns
import Configuration

/// What becomes of missing values: a vocabulary for each library that members have their arguments from.
protocol MissingPolicy: ParameterWord {
  /// The argument that takes it.
  static var argument: String { get }
  /// Whether a missing value is refused, by column and row number.
  var refuses: Bool { get }
}

extension Rows {
  /// Refuses missing values under the policy that says so, naming the row.
  func require<Policy: MissingPolicy>(
    _ policy: Policy, in column: Column, named name: String
  ) throws(TransformError) {
    guard policy.refuses, let row = column.firstMissing else { return }
    throw badValue(in: name, at: row, "the value is missing; `\(Policy.argument)` says what becomes of it")
  }
}

/// `missing`, where each row is worked on by itself, for members whose counterpart only refuses missing values.
enum MissingOperand: String, MissingPolicy, Codable {
  case error
  /// What is computed from the missing value is missing.
  case keep

  static let argument = "missing"
  var refuses: Bool { self == .error }
}

/// `missing`, where numbers are put into bins.
enum MissingBin: String, MissingPolicy, Codable {
  case error
  /// It stays missing.
  case keep
  /// It has a bin of its own, the last.
  case bin

  static let argument = "missing"
  var refuses: Bool { self == .error }
}

/// `missing_values`, feature_engine's words.
enum MissingValues: String, MissingPolicy, Codable {
  case raise
  /// It stays as it is, and nothing is learned from it.
  case ignore

  static let argument = "missing_values"
  var refuses: Bool { self == .raise }
}

/// `handle_missing`, category_encoders' words.
enum MissingCategory: String, MissingPolicy, Codable {
  /// A category like any other; one that fitting has not seen is as unknown as any.
  case value
  /// Stays missing.
  case returnNan = "return_nan"
  case error

  static let argument = "handle_missing"
  var refuses: Bool { self == .error }
}
