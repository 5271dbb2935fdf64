/// A bound on a parameter's value that checks, explains itself in the error, and refines the JSON Schema.
package enum Constraint: Sendable, Equatable {
  case atLeast(Double)
  case above(Double)
  case atMost(Double)
  case below(Double)
  case notEmpty

  /// What is wrong with `value`, or `nil`.
  package func complaint(about value: JSON?) -> String? {
    guard let value else { return nil }
    let holds: Bool
    switch self {
    case .atLeast(let bound): holds = value.double.map { $0 >= bound } ?? true
    case .above(let bound): holds = value.double.map { $0 > bound } ?? true
    case .atMost(let bound): holds = value.double.map { $0 <= bound } ?? true
    case .below(let bound): holds = value.double.map { $0 < bound } ?? true
    case .notEmpty: holds = !(value.array?.isEmpty ?? value.object?.isEmpty ?? value.string?.isEmpty ?? false)
    }
    return holds ? nil : "must be \(description)"
  }

  package var description: String {
    switch self {
    case .atLeast(let bound): "at least \(Self.text(bound))"
    case .above(let bound): "greater than \(Self.text(bound))"
    case .atMost(let bound): "at most \(Self.text(bound))"
    case .below(let bound): "less than \(Self.text(bound))"
    case .notEmpty: "not empty"
    }
  }

  package var help: String { "give a value that is \(description)" }

  /// A value that breaks the constraint, for tests.
  package var counterexample: JSON {
    switch self {
    case .atLeast(let bound): .int(Int64(bound.rounded(.down)) - 1)
    case .above(let bound): .int(Int64(bound.rounded(.down)))
    case .atMost(let bound): .int(Int64(bound.rounded(.up)) + 1)
    case .below(let bound): .int(Int64(bound.rounded(.up)))
    case .notEmpty: []
    }
  }

  package func refine(_ schema: JSON) -> JSON {
    guard case .object(var members) = schema else { return schema }
    switch self {
    case .atLeast(let bound): members.append(.init("minimum", .float(bound)))
    case .above(let bound): members.append(.init("exclusiveMinimum", .float(bound)))
    case .atMost(let bound): members.append(.init("maximum", .float(bound)))
    case .below(let bound): members.append(.init("exclusiveMaximum", .float(bound)))
    case .notEmpty:
      let keyword =
        switch schema["type"]?.string {
        case "object": "minProperties"
        case "string": "minLength"
        default: "minItems"
        }
      members.append(.init(keyword, 1))
    }
    return .object(members)
  }

  private static func text(_ bound: Double) -> String {
    bound == bound.rounded() ? String(Int(bound)) : String(describing: bound)
  }
}
