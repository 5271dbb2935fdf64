import Configuration

/// A number of columns, or a share of them.
enum CountOrShare: ParameterValue, Equatable {
  /// At least 1.
  case count(Int)
  /// Above 0, at most 1.
  case share(Double)

  static func decode(_ node: Node, _ decoder: inout Decoder) -> CountOrShare? {
    guard let number = Double.decode(node, &decoder) else { return nil }
    if case .scalar(let text, _) = node.content, let count = Int(text), count >= 1 { return .count(count) }
    if number > 0, number <= 1 { return .share(number) }
    decoder.report(
      .badValue, at: node.span, "is neither a number of columns nor a share of them",
      help: "give a whole number from 1, or a number between 0 and 1")
    return nil
  }

  static var schema: JSON {
    ["oneOf": [["type": "integer", "minimum": 1], ["type": "number", "exclusiveMinimum": 0, "maximum": 1]]]
  }

  var json: JSON? {
    switch self {
    case .count(let count): .int(Int64(count))
    case .share(let share): share.json
    }
  }

  /// Of so many columns, rounded down.
  func of(_ total: Int) -> Int {
    switch self {
    case .count(let count): count
    case .share(let share): Int(share * Double(total))
    }
  }
}
