/// One transform of the graph.
package struct StepDeclaration: Configurable {
  package var id = Located("", at: SourceSpan(line: 1, column: 1))
  package var use = Located("", at: SourceSpan(line: 1, column: 1))
  package var columns: Located<ColumnSelector>?
  package var with: Node?
  package var `as`: Located<String>?

  package init() {}

  package static let parameters: [Parameter<StepDeclaration>] = [
    .init("id", \.id, "Name of the step, in plans, states and messages.", required: true),
    .init("use", \.use, "The transformer.", required: true),
    .init("columns", \.columns, "The columns it reads: a list of names or a selector."),
    .init("with", \.with, "The transformer's arguments."),
    .init("as", \.as, "Pattern of the output names, with `{column}`; the inputs then stay."),
    .init("from", refusedBecause: "joins and aggregations come with a later version"),
    .init("by", refusedBecause: "joins and aggregations come with a later version"),
    .init("on", refusedBecause: "joins and aggregations come with a later version"),
    .init("grain", refusedBecause: "steps that multiply rows come with a later version"),
  ]
}

/// Picks columns by name, or by what they are.
package enum ColumnSelector: Sendable {
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
    return [Located<String>].decode(node, &decoder).map { .names($0) }
  }

  package static var schema: JSON { ["oneOf": [[Located<String>].schema, ColumnQuery.schema]] }

  package var json: JSON? {
    switch self {
    case .names(let names): names.json
    case .query(let query): query.json
    }
  }
}
