extension Node {
  /// The text of a scalar that is not null; otherwise reports and returns `nil`.
  func scalar(_ expected: String, _ decoder: inout Decoder) -> (text: String, isPlain: Bool)? {
    if case .scalar(let text, let isPlain) = content, !isNull { return (text, isPlain) }
    decoder.report(.wrongKind, at: span, "expected \(expected), found \(kind)")
    return nil
  }
}

extension Bool: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Bool? {
    guard let scalar = node.scalar("true or false", &decoder) else { return nil }
    switch scalar.text {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default:
      let isYAML11 = ["yes", "no", "on", "off", "y", "n"].contains(scalar.text.lowercased())
      decoder.report(
        .wrongKind, at: node.span, "expected true or false, found other text",
        help: isYAML11 ? "YAML 1.2 has only `true` and `false`; yes, no, on and off are plain text" : nil)
      return nil
    }
  }

  package static var schema: JSON { ["type": "boolean"] }
  package var json: JSON? { .bool(self) }
}

extension Int: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Int? {
    guard let scalar = node.scalar("a whole number", &decoder) else { return nil }
    if let value = YAMLScalar.int(scalar.text) { return value }
    decoder.report(.wrongKind, at: node.span, "expected a whole number, found other text")
    return nil
  }

  package static var schema: JSON { ["type": "integer"] }
  package var json: JSON? { .int(Int64(self)) }
}

extension Double: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Double? {
    guard let scalar = node.scalar("a number", &decoder) else { return nil }
    if let value = YAMLScalar.float(scalar.text), value.isFinite { return value }
    decoder.report(.wrongKind, at: node.span, "expected a finite number, found other text")
    return nil
  }

  package static var schema: JSON { ["type": "number"] }
  package var json: JSON? { isFinite ? .float(self) : nil }
}

extension String: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> String? {
    node.scalar("text", &decoder)?.text
  }

  /// Any scalar: YAML's `12` is text where text is asked for.
  package static var schema: JSON { ["type": ["string", "number", "boolean"]] }
  package var json: JSON? { .string(self) }
}

/// An enumeration whose cases are words of the language.
package protocol ParameterWord: ParameterValue, CaseIterable, RawRepresentable where RawValue == String {}

extension ParameterWord {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    let words = allCases.map(\.rawValue)
    let list = words.joined(separator: ", ")
    guard let scalar = node.scalar("one of \(list)", &decoder) else { return nil }
    if let value = Self(rawValue: scalar.text) { return value }
    decoder.report(
      .unknownWord, at: node.span, "expected one of \(list)",
      help: Spelling.nearest(to: scalar.text, among: words).map { "did you mean `\($0)`?" })
    return nil
  }

  package static var schema: JSON { .object([.init("enum", .array(allCases.map { .string($0.rawValue) }))]) }
  package var json: JSON? { .string(rawValue) }
}

extension Decoder {
  mutating func reportUnknownKey(_ key: Located<String>, known: [String]) {
    let nearest = Spelling.nearest(to: key.value, among: known)
    report(
      .unknownKey, at: key.span, "unknown key `\(key.value)`",
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "known here: \(known.map { "`\($0)`" }.joined(separator: ", "))")
  }
}
