/// The arguments of a transformer or privacy rule, or a section of a pipeline file: a value type whose declared
/// parameters are all there is to decoding, refusing unknown keys, the JSON Schema, `explain` and the documentation.
///
/// `init()` gives the defaults. A property without a sensible default is declared `required`.
package protocol Configurable: ParameterValue {
  init()
  static var parameters: [Parameter<Self>] { get }
}

/// Binds one YAML key to one stored property.
package struct Parameter<Owner: Sendable>: Sendable {
  package let name: String
  /// One sentence, with its full stop.
  package let summary: String
  package let isRequired: Bool
  package let constraints: [Constraint]
  /// A message for a key of the language that this version refuses; the value is not read.
  package let refusal: String?
  /// The JSON Schema of the value; made when it is asked for, which no run does.
  package var schema: JSON { makeSchema() }
  private let makeSchema: @Sendable () -> JSON
  /// The default, read from `Owner()`, or `nil` when the default is "absent".
  package let defaultValue: @Sendable (Owner) -> JSON?
  /// Reads `node` into the owner; says what is wrong to the decoder.
  package let decode: @Sendable (Node, inout Owner, inout Decoder) -> Void

  package init<Value: ParameterValue>(
    _ name: String, _ keyPath: any WritableKeyPath<Owner, Value> & Sendable, _ summary: String, required: Bool = false,
    _ constraints: Constraint...
  ) {
    self.name = name
    self.summary = summary
    self.constraints = constraints
    isRequired = required
    refusal = nil
    makeSchema = { constraints.reduce(Value.schema) { $1.refine($0) } }
    defaultValue = { $0[keyPath: keyPath].json }
    decode = { node, owner, decoder in
      guard let value = Value.decode(node, &decoder) else { return }
      for constraint in constraints {
        if let complaint = constraint.complaint(about: value.json) {
          decoder.report(.badValue, at: node.span, "`\(name)` \(complaint)", help: constraint.help)
          return
        }
      }
      owner[keyPath: keyPath] = value
    }
  }

  /// A key of the language that this version knows and refuses.
  package init(_ name: String, refusedBecause reason: String) where Owner: Configurable {
    self.name = name
    summary = "Refused: \(reason)."
    constraints = []
    isRequired = false
    refusal = reason
    makeSchema = { false }
    defaultValue = { _ in nil }
    decode = { _, _, _ in }
  }
}

/// A type that a YAML node can be read into.
package protocol ParameterValue: Sendable {
  /// Reads the node; on failure reports to the decoder and returns `nil`.
  static func decode(_ node: Node, _ decoder: inout Decoder) -> Self?
  static var schema: JSON { get }
  /// The value as it would be written; `nil` for "absent".
  var json: JSON? { get }
  /// What takes the place of an item that could not be read, so that its name and position are still known; `nil`
  /// where nothing can. Only sections have one.
  static var blank: Self? { get }
}

extension ParameterValue {
  package static var blank: Self? { nil }
}
