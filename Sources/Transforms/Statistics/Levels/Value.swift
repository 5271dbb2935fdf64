import Configuration

/// A value of any type that can be a level or a fill.
enum Value: Sendable, Equatable {
  case int(Int64)
  case float(Double)
  case bool(Bool)
  case text(String)

  /// `nil` for what is no single value, or not finite.
  init?(json: JSON) {
    switch json {
    case .int(let value): self = .int(value)
    case .float(let value) where value.isFinite: self = .float(value)
    case .bool(let value): self = .bool(value)
    case .string(let value): self = .text(value)
    case .null, .float, .array, .object: return nil
    }
  }

  var json: JSON {
    switch self {
    case .int(let value): .int(value)
    case .float(let value): .float(value)
    case .bool(let value): .bool(value)
    case .text(let value): .string(value)
    }
  }

  /// Numbers by size, false before true, text by code points; both must be of one type.
  func precedes(_ other: Value) -> Bool {
    switch (self, other) {
    case (.int(let left), .int(let right)): left < right
    case (.float(let left), .float(let right)): left < right
    case (.bool(let left), .bool(let right)): !left && right
    case (.text(let left), .text(let right)): ByteOrder.precedes(left, right)
    default: preconditionFailure("values of one type are compared")
    }
  }
}
