package import Configuration

/// One line of the catalogue: a transformer with its type erased.
package struct CatalogEntry: Sendable {
  /// How the arguments under `with:` are read (an absent `with:` is an empty mapping at the place of `use:`).
  package enum Make: Sendable {
    case columns(@Sendable (Node, inout Decoder) -> (any Transformer)?)
    case tables(@Sendable (Node, inout Decoder) -> (any TableTransformer)?)
  }

  package let name: String
  private let type: any Configurable.Type
  private let makeGuide: @Sendable () -> Guide
  package let needsTarget: Bool
  package let make: Make
  /// The members of its fitted state, and what each holds of people; none for tables, for which nothing is fitted.
  package var stateMembers: [StateMember] { members() }
  private let members: @Sendable () -> [StateMember]
  /// Reads a fitted state and lets it go: throws what is wrong with it.
  package let checkState: @Sendable (JSON) throws(TransformError) -> Void

  init<Member: Transformer>(_ type: Member.Type) {
    name = Member.name
    makeGuide = { Member.guide }
    self.type = type
    needsTarget = Member.needsTarget
    make = .columns { Member.decode($0, &$1) }
    members = { Member.Fitted.members }
    checkState = { (json) throws(TransformError) in _ = try Member.Fitted(json: json) }
  }

  init<Member: TableTransformer>(_ type: Member.Type) {
    name = Member.name
    makeGuide = { Member.guide }
    self.type = type
    needsTarget = false
    make = .tables { Member.decode($0, &$1) }
    members = { [] }
    checkState = { _ in }
  }

  // What documents it is made when it is asked for: a run asks for none of eighty entries.
  package var guide: Guide { makeGuide() }
  /// JSON Schema of the arguments.
  package var schema: JSON { type.schema }
  package var parameters: [ParameterDocumentation] { type.documentation }

  package var isTable: Bool {
    if case .tables = make { true } else { false }
  }

  /// Reads the arguments of a transformer of columns; `nil` for one of tables, and where they are wrong.
  package func decode(_ node: Node, _ decoder: inout Decoder) -> (any Transformer)? {
    guard case .columns(let decode) = make else { return nil }
    return decode(node, &decoder)
  }
}
