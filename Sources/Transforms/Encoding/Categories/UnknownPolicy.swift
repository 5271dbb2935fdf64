import Columns
import Configuration

/// What becomes of a category that fitting has not seen: the one vocabulary of all encoders, under `handle_unknown`.
/// Each encoder takes some of the words, those that its counterpart has.
///
/// Every policy is total: a row has a result of the declared shape, or is refused by column and row number.
enum UnknownPolicy: String, Sendable, CaseIterable {
  /// Refused, naming column and row.
  case error
  /// No output of the row is 1.
  case ignore
  /// As the infrequent categories where there are any, else as `ignore`.
  case infrequentIfExist = "infrequent_if_exist"
  /// A number that another argument gives.
  case useEncodedValue = "use_encoded_value"
  /// What the encoder gives where it knows nothing: the mean of the target, a count of 0.
  case value
  /// A missing value.
  case returnNan = "return_nan"
}

/// An encoder that says which policies it takes.
protocol CategoryEncoder: Transformer {
  static var unknownPolicies: [UnknownPolicy] { get }
}

extension CategoryEncoder {
  func check(_ inputs: [Field], target: Field?) throws(TransformError) { try inputs.requireCategories() }
}

/// One of the policies that `Encoder` takes: the words, the schema and the refusal of others follow from its list.
struct Handling<Encoder: CategoryEncoder>: ParameterWord {
  let policy: UnknownPolicy

  init(_ policy: UnknownPolicy) { self.policy = policy }

  init?(rawValue: String) {
    guard let policy = UnknownPolicy(rawValue: rawValue), Encoder.unknownPolicies.contains(policy) else { return nil }
    self.policy = policy
  }

  var rawValue: String { policy.rawValue }

  /// Whether a column of numbers made of the categories of `field` can have missing values.
  func canBeMissing(_ field: Field, _ missing: MissingCategory) -> Bool {
    policy == .returnNan || missing == .returnNan && field.isNullable
  }

  static var allCases: [Self] { Encoder.unknownPolicies.map { Self($0) } }
}

extension Rows {
  /// Counts the values whose code is that of no category, and refuses the first of them if they are not allowed.
  ///
  /// - Parameter lastUnknown: Of `CategoryLookup`; codes above it are known.
  func settle(
    _ codes: Buffer<Int32>, lastUnknown: Int32, of column: String, refused: Bool
  ) throws(TransformError) {
    guard refused || unknowns != nil else { return }
    if let unknowns {
      let count = codes.withUnsafeBufferPointer { codes in codes.reduce(0) { $0 &+ ($1 <= lastUnknown ? 1 : 0) } }
      unknowns.add(count, to: column)
    }
    guard refused else { return }
    let row = codes.withUnsafeBufferPointer { codes in codes.firstIndex { $0 <= lastUnknown } }
    guard let row else { return }
    throw badValue(in: column, at: row, "a category that fitting has not seen")
  }
}
