/// A YAML node with its place: what libyaml's events are folded into, before any meaning is read from it.
package struct Node: Sendable {
  package enum Content: Sendable {
    /// `isPlain`: written without quotes, so that the YAML 1.2 core schema gives it a type.
    case scalar(String, isPlain: Bool)
    case sequence([Node])
    case mapping([Entry])
  }

  package struct Entry: Sendable {
    package var key: Located<String>
    package var value: Node

    package init(key: Located<String>, value: Node) {
      self.key = key
      self.value = value
    }
  }

  package var content: Content
  package var span: SourceSpan

  package init(_ content: Content, at span: SourceSpan) {
    self.content = content
    self.span = span
  }

  /// What the node is, in the words of a message.
  package var kind: String {
    switch content {
    case .scalar: isNull ? "nothing" : "a value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Whether the node is YAML's null: empty, `~` or `null`, unquoted.
  package var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }
}
