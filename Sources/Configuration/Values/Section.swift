/// A part of the pipeline file. Unlike a transformer's arguments, which are read whole or not at all, a section is
/// kept as far as it could be read: one misspelt key must not hide what is wrong elsewhere.
package protocol Section: Configurable {
  /// Checks what the parameters cannot: how keys of this section go together. Called on what could be read; each check
  /// looks only at keys for which `isSound` holds.
  func validate(_ node: Node, _ decoder: inout Decoder)
}

extension Section {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? { decodeSection(node, &decoder) }

  /// What is left when the node is no mapping at all.
  package static var blank: Self? { Self() }

  package func validate(_ node: Node, _ decoder: inout Decoder) {}

  /// The body of `decode`, for sections that look at the node first.
  static func decodeSection(_ node: Node, _ decoder: inout Decoder) -> Self? {
    guard let owner = readKeys(of: node, &decoder) else { return nil }
    owner.validate(node, &decoder)
    return owner
  }
}
