import Configuration

/// The length of a rolling window: a number of rows, or a span of time.
enum WindowLength: Sendable, Equatable, ParameterValue {
  case rows(Int)
  case time(TimeSpan)

  /// For the names of columns.
  var text: String {
    switch self {
    case .rows(let count): String(count)
    case .time(let span): span.text
    }
  }

  static func decode(_ node: Node, _ decoder: inout Decoder) -> WindowLength? {
    if case .scalar(let text, _) = node.content, let count = Int(text) {
      if (1...Int(Int32.max)).contains(count) { return .rows(count) }
      decoder.report(
        .badValue, at: node.span, "a window has at least 1 row and at most \(Int32.max)",
        help: "write a number of rows or a length of time: 7, 12h, 30d")
      return nil
    }
    return TimeSpan.decode(node, &decoder).map { .time($0) }
  }

  static var schema: JSON { ["anyOf": [["type": "integer", "minimum": 1], TimeSpan.schema]] }

  var json: JSON? {
    switch self {
    case .rows(let count): .int(Int64(count))
    case .time(let span): span.json
    }
  }
}
