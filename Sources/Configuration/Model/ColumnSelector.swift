/// Picks columns by name, or by what they are.
package enum ColumnSelector: Sendable {
  /// At least one.
  case names([Located<String>])
  case query(ColumnQuery)
}

/// A selector by description; all given conditions must hold.
package struct ColumnQuery: Configurable {
  package enum Kind: String, ParameterWord {
    case int, float, bool, string, text, category, date, timestamp
    /// int or float
    case number
  }
  package var type: [Kind] = []
  package var role: [ColumnDeclaration.Purpose] = []
  package var tag: [String] = []
  package var match: [String] = []
  package var except: [Located<String>] = []

  package init() {}

  package static let parameters: [Parameter<ColumnQuery>] = [
    .init("type", \.type, "Types, any of them; `number` is int or float."),
    .init("role", \.role, "Roles, any of them; without it only features are picked."),
    .init("tag", \.tag, "Tags, any of them."),
    .init("match", \.match, "Name patterns with `*` and `?`, any of them."),
    .init("except", \.except, "Names or name patterns that are left out."),
  ]
}

extension ColumnSelector: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    if case .mapping = node.content { return ColumnQuery.decode(node, &decoder).map { .query($0) } }
    guard let names = [Located<String>].decode(node, &decoder) else { return nil }
    if case .sequence(let items) = node.content, items.isEmpty {
      decoder.report(
        .badValue, at: node.span, "the list of columns is empty", help: "name the columns, or remove the step")
      return nil
    }
    return .names(names)
  }

  package static var schema: JSON {
    ["anyOf": [Constraint.notEmpty.refine([Located<String>].schema), ColumnQuery.schema]]
  }

  package var json: JSON? {
    switch self {
    case .names(let names): names.json
    case .query(let query): query.json
    }
  }
}
