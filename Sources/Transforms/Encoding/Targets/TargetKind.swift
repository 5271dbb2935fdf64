import Columns

/// How the target is read: as one of two classes, as one of many, or as a number. Decided by the plan, never by rows.
enum TargetKind: Sendable, Codable, Equatable {
  case binary
  case multiclass
  case continuous

  /// As category_encoders reads it: numbers are numbers, everything else has two classes.
  static func numberOrBinary(_ target: Field?, for member: String) throws(TransformError) -> TargetKind {
    switch try target.required(by: member).type {
    case .bool, .category, .string: .binary
    case .int, .float: .continuous
    case .text, .date, .timestamp: throw .unusable(target, by: member)
    }
  }

  /// Two classes, whatever their type.
  static func onlyBinary(_ target: Field?, for member: String) throws(TransformError) -> TargetKind {
    switch try target.required(by: member).type {
    case .bool, .category, .string, .int, .float: .binary
    case .text, .date, .timestamp: throw .unusable(target, by: member)
    }
  }
}
