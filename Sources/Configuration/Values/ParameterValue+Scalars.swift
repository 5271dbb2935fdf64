extension Node {
  /// The text of a scalar that is not null; otherwise reports and returns `nil`.
  func scalar(_ expected: String, _ decoder: inout Decoder) -> (text: String, isPlain: Bool)? {
    if case .scalar(let text, let isPlain) = content, !isNull { return (text, isPlain) }
    decoder.report(.wrongKind, at: span, "expected \(expected), found \(kind)")
    return nil
  }

  /// The same without quotes: quoted, a number is text.
  func plainScalar(_ expected: String, _ decoder: inout Decoder) -> String? {
    guard let scalar = scalar(expected, &decoder) else { return nil }
    if scalar.isPlain { return scalar.text }
    decoder.report(.wrongKind, at: span, "expected \(expected), found quoted text", help: "remove the quotes")
    return nil
  }
}

extension Bool: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Bool? {
    guard let text = node.plainScalar("true or false", &decoder) else { return nil }
    if let value = YAMLScalar.bool(text) { return value }
    let isYAML11 = ["yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    decoder.report(
      .wrongKind, at: node.span, "expected true or false, found other text",
      help: isYAML11 ? "YAML 1.2 has only `true` and `false`; yes, no, on and off are plain text" : nil)
    return nil
  }

  package static var schema: JSON { ["type": "boolean"] }
  package var json: JSON? { .bool(self) }
}

extension Int: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Int? {
    guard let text = node.plainScalar("a whole number", &decoder) else { return nil }
    if let value = YAMLScalar.int(text) { return value }
    decoder.report(
      .wrongKind, at: node.span, "expected a whole number, found other text",
      help: YAMLScalar.float(text) == nil ? nil : "write it without fraction or exponent, in 64 bits")
    return nil
  }

  package static var schema: JSON { ["type": "integer"] }
  package var json: JSON? { .int(Int64(self)) }
}

extension Double: ParameterValue {
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Double? {
    guard let text = node.plainScalar("a number", &decoder) else { return nil }
    if let value = YAMLScalar.float(text), value.isFinite { return value }
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
package protocol ParameterWord: ParameterValue, CaseIterable, RawRepresentable where RawValue == String {
  /// Words of the language that this version refuses, and why.
  static var refusals: [String: String] { get }
}

extension ParameterWord {
  package static var refusals: [String: String] { [:] }

  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    // An unquoted `null` is YAML's null, not a text: it means the word where there is one.
    if node.isNull, let value = Self(rawValue: "null") { return value }
    let words = allCases.map(\.rawValue)
    let list = words.count == 1 ? "`\(words[0])`" : "one of \(words.joined(separator: ", "))"
    guard let scalar = node.scalar(list, &decoder) else { return nil }
    if let value = Self(rawValue: scalar.text) { return value }
    if let reason = refusals[scalar.text] {
      decoder.report(
        .notYet, at: node.span, "`\(scalar.text)` is part of the language, but \(reason)", help: "for now: \(list)")
      return nil
    }
    decoder.report(
      .unknownWord, at: node.span, "expected \(list)",
      help: Spelling.nearest(to: scalar.text, among: words).map { "did you mean `\($0)`?" })
    return nil
  }

  package static var schema: JSON {
    let words = allCases.map { JSON.string($0.rawValue) }
    return .object([.init("enum", .array(words.contains("null") ? words + [.null] : words))])
  }
  package var json: JSON? { .string(rawValue) }
}
