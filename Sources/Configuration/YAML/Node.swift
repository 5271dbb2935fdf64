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
    case .scalar(_, let isPlain): isNull ? "nothing" : isPlain ? "a value" : "quoted text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Whether the node is YAML's null: empty, `~` or `null`, unquoted.
  package var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return YAMLScalar.isNull(text)
  }
}

extension Node {
  /// The node that would be read from `json` written as YAML, all of it at one place.
  package init(_ json: JSON, at span: SourceSpan) {
    switch json {
    case .string(let text): self.init(.scalar(text, isPlain: false), at: span)
    case .array(let items): self.init(.sequence(items.map { Node($0, at: span) }), at: span)
    case .object(let members):
      self.init(
        .mapping(members.map { Entry(key: Located($0.name, at: span), value: Node($0.value, at: span)) }), at: span)
    case .null, .bool, .int, .float: self.init(.scalar(json.line, isPlain: true), at: span)
    }
  }

  /// The value of a mapping's entry.
  package subscript(key: String) -> Node? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key.value == key }?.value
  }
}
