/// A value that stands in the expression itself.
enum Literal: Sendable, Equatable {
  case missing
  case bool(Bool)
  case int(Int64)
  case float(Double)
  case string(String)
}
