import Configuration

/// An expression of `derive` as it stands in the pipeline and, once parameters are bound, as it was read.
struct Formula: Sendable, ParameterValue {
  let text: Located<String>
  private var parsed: Syntax?

  init(_ text: Located<String>) { self.text = text }

  /// Parses it with the values of `params.name` in place.
  mutating func bind(_ parameters: [String: JSON]) throws(ExpressionError) {
    parsed = try Parser.parse(text.value, parameters: parameters)
  }

  /// Traps before `bind`.
  var syntax: Syntax {
    guard let parsed else { preconditionFailure("parameters are bound before anything else") }
    return parsed
  }

  static func decode(_ node: Node, _ decoder: inout Decoder) -> Formula? {
    Located<String>.decode(node, &decoder).map { Formula($0) }
  }

  static var schema: JSON { ["type": ["string", "number", "boolean"]] }
  var json: JSON? { .string(text.value) }
}

extension Located<String> {
  /// The place of some characters (counted from 0) of a scalar, where the file's characters and the value's are the
  /// same but for quotes around them; else of the whole scalar.
  func span(of range: Range<Int>) -> SourceSpan {
    let around = span.length - value.count
    guard around == 0 || around == 2 else { return span }
    return SourceSpan(
      line: span.line, column: span.column + around / 2 + range.lowerBound, length: max(1, range.count))
  }
}
