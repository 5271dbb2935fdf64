extension Optional: ParameterValue where Wrapped: ParameterValue {
  /// Null is "absent" for a value, but not for a section: an empty `privacy:` must not mean "no privacy".
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    if node.isNull, Wrapped.blank == nil { return .some(nil) }
    return Wrapped.decode(node, &decoder).map { .some($0) }
  }

  package static var schema: JSON {
    Wrapped.blank == nil ? ["anyOf": [Wrapped.schema, ["type": "null"]]] : Wrapped.schema
  }

  package var json: JSON? { self?.json }
}

extension Array: ParameterValue where Element: ParameterValue {
  /// A single value may stand without brackets, a single section may not. Items that cannot be read are left out, or
  /// blank.
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    guard case .sequence(let nodes) = node.content else {
      if node.isNull || Element.blank != nil {
        decoder.report(
          .wrongKind, at: node.span, "expected a list, found \(node.kind)",
          help: node.isNull ? "an empty list is `[]`" : "start each item with `- `, or write `[...]`")
        return nil
      }
      return decoder.descend("0") { Element.decode(node, &$0) }.map { [$0] }
    }
    var items: [Element] = []
    for (position, node) in nodes.enumerated() {
      let item = decoder.descend(String(position)) { Element.decode(node, &$0) ?? Element.blank }
      if let item { items.append(item) }
    }
    return items
  }

  package static var schema: JSON {
    let list: JSON = ["type": "array", "items": Element.schema]
    return Element.blank == nil ? ["anyOf": [list, Element.schema]] : list
  }

  package var json: JSON? { .array(compactMap(\.json)) }
}

extension Located: ParameterValue where Value: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    (Value.decode(node, &decoder) ?? Value.blank).map { Located($0, at: node.span) }
  }

  package static var blank: Self? { Value.blank.map { Located($0, at: SourceSpan(line: 1, column: 1)) } }
  package static var schema: JSON { Value.schema }
  package var json: JSON? { value.json }
}

/// Named values in the order of the file, each name with its place.
package struct Named<Value: ParameterValue>: ParameterValue {
  package struct Entry: Sendable {
    package var name: Located<String>
    package var value: Value

    package init(name: Located<String>, value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// Each name occurs once: the reader refuses duplicate keys.
  package var entries: [Entry]

  package init(_ entries: [Entry] = []) { self.entries = entries }

  package subscript(name: String) -> Value? { entries.first { $0.name.value == name }?.value }
  package var names: [String] { entries.map(\.name.value) }
  package var isEmpty: Bool { entries.isEmpty }

  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    guard case .mapping(let nodes) = node.content else {
      decoder.report(
        .wrongKind, at: node.span, "expected a mapping of names, found \(node.kind)",
        help: "write one `name: value` for each")
      return nil
    }
    var entries: [Entry] = []
    for node in nodes {
      let value = decoder.descend(node.key.value) { decoder in
        if node.key.value.isEmpty {
          decoder.report(.badValue, at: node.key.span, "a name is empty", help: "give a name that is not empty")
        }
        return Value.decode(node.value, &decoder) ?? Value.blank
      }
      if let value { entries.append(Entry(name: node.key, value: value)) }
    }
    return Named(entries)
  }

  package static var schema: JSON {
    ["type": "object", "propertyNames": ["minLength": 1], "additionalProperties": Value.schema]
  }

  package var json: JSON? {
    .object(entries.compactMap { entry in entry.value.json.map { JSON.Member(entry.name.value, $0) } })
  }
}

/// A node kept as it is: the arguments under `with:`, read by whoever `use:` names.
extension Node: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Node? {
    if case .mapping = node.content { return node }
    decoder.report(
      .wrongKind, at: node.span, "expected a mapping of arguments, found \(node.kind)",
      help: "remove the key if there are none")
    return nil
  }

  package static var schema: JSON { ["type": "object"] }
  package var json: JSON? { nil }
}
