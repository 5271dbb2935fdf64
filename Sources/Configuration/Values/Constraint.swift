/// A bound on a parameter's value that checks, explains itself in the error, and refines the JSON Schema. A bound on
/// numbers holds for each item of a list or mapping; `notEmpty` holds for the list or mapping itself.
package enum Constraint: Sendable, Equatable {
  case atLeast(Double)
  case above(Double)
  case atMost(Double)
  case below(Double)
  case notEmpty

  /// What is wrong with `value`, or `nil`; an absent value breaks no bound.
  package func complaint(about value: JSON?) -> String? {
    guard let value else { return nil }
    if holds(for: value) { return nil }
    return self == .notEmpty ? "must not be empty" : "must be \(description)"
  }

  private func holds(for value: JSON) -> Bool {
    if self == .notEmpty {
      return !(value.array?.isEmpty ?? value.object?.isEmpty ?? value.string?.isEmpty ?? false)
    }
    if let items = value.array { return items.allSatisfy(holds) }
    if let members = value.object { return members.allSatisfy { holds(for: $0.value) } }
    guard let number = value.double else { return true }
    return switch self {
    case .atLeast(let bound): number >= bound
    case .above(let bound): number > bound
    case .atMost(let bound): number <= bound
    case .below(let bound): number < bound
    case .notEmpty: true
    }
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

  package var help: String { self == .notEmpty ? "give at least one" : "give a value that is \(description)" }

  /// A value that breaks the constraint, for tests; a whole number, so that integer parameters can be given it.
  package var counterexample: JSON {
    switch self {
    case .atLeast(let bound): .int(Int64(bound.rounded(.down)) - 1)
    case .above(let bound): .int(Int64(bound.rounded(.down)))
    case .atMost(let bound): .int(Int64(bound.rounded(.up)) + 1)
    case .below(let bound): .int(Int64(bound.rounded(.up)))
    case .notEmpty: []
    }
  }

  /// The schema with the bound in it.
  package func refine(_ schema: JSON) -> JSON {
    guard case .object(var members) = schema else { return schema }
    if self == .notEmpty {
      let takesText = schema["type"]?.string == "string" || schema["type"]?.array?.contains("string") == true
      let keyword = schema["type"]?.string == "object" ? "minProperties" : takesText ? "minLength" : "minItems"
      members.append(.init(keyword, 1))
      return .object(members)
    }
    let type = schema["type"]?.string
    if type == "integer" || type == "number" {
      members.append(bound)
      return .object(members)
    }
    for position in members.indices {
      switch members[position].name {
      case "items", "additionalProperties": members[position].value = refine(members[position].value)
      case "anyOf", "oneOf":
        members[position].value = .array((members[position].value.array ?? []).map(refine))
      default: break
      }
    }
    return .object(members)
  }

  private var bound: JSON.Member {
    switch self {
    case .atLeast(let bound): .init("minimum", Self.number(bound))
    case .above(let bound): .init("exclusiveMinimum", Self.number(bound))
    case .atMost(let bound): .init("maximum", Self.number(bound))
    case .below(let bound): .init("exclusiveMaximum", Self.number(bound))
    case .notEmpty: .init("minItems", 1)
    }
  }

  private static func number(_ bound: Double) -> JSON { Int64(exactly: bound).map { .int($0) } ?? .float(bound) }
  private static func text(_ bound: Double) -> String { Int64(exactly: bound).map { String($0) } ?? bound.description }
}
