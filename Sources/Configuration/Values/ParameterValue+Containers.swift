extension Optional: ParameterValue where Wrapped: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    if node.isNull { return .some(nil) }
    return Wrapped.decode(node, &decoder).map { .some($0) }
  }

  package static var schema: JSON { Wrapped.schema }
  package var json: JSON? { self?.json }
}

extension Array: ParameterValue where Element: ParameterValue {
  /// A single item may stand without brackets.
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    guard case .sequence(let nodes) = node.content else {
      if node.isNull {
        decoder.report(.wrongKind, at: node.span, "expected a list, found nothing")
        return nil
      }
      return Element.decode(node, &decoder).map { [$0] }
    }
    let items = nodes.compactMap { Element.decode($0, &decoder) }
    return items.count == nodes.count ? items : nil
  }

  package static var schema: JSON {
    ["oneOf": [["type": "array", "items": Element.schema], Element.schema]]
  }

  package var json: JSON? { .array(compactMap(\.json)) }
}

extension Located: ParameterValue where Value: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    Value.decode(node, &decoder).map { Located($0, at: node.span) }
  }

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

  package var entries: [Entry]

  package init(_ entries: [Entry] = []) { self.entries = entries }

  package subscript(name: String) -> Value? { entries.first { $0.name.value == name }?.value }
  package var names: [String] { entries.map(\.name.value) }
  package var isEmpty: Bool { entries.isEmpty }

  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    guard case .mapping(let entries) = node.content else {
      decoder.report(.wrongKind, at: node.span, "expected a mapping of names, found \(node.kind)")
      return nil
    }
    let read = entries.compactMap { entry in
      Value.decode(entry.value, &decoder).map { Entry(name: entry.key, value: $0) }
    }
    return read.count == entries.count ? Named(read) : nil
  }

  package static var schema: JSON { ["type": "object", "additionalProperties": Value.schema] }

  package var json: JSON? {
    .object(entries.compactMap { entry in entry.value.json.map { JSON.Member(entry.name.value, $0) } })
  }
}

/// A node kept as it is: the arguments under `with:`, read by whoever `use:` names.
extension Node: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Node? { node }
  package static var schema: JSON { ["type": "object"] }
  package var json: JSON? { nil }
}
