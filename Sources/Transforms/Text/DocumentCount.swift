import Configuration

/// A number of texts, or a share of all of them: `2` or `0.1`, as scikit-learn tells them apart.
enum DocumentCount: ParameterValue, Equatable {
  case texts(Int)
  case share(Double)

  static func decode(_ node: Node, _ decoder: inout Decoder) -> DocumentCount? {
    if case .scalar(let text, _) = node.content, Int(text) != nil {
      guard let count = Int.decode(node, &decoder) else { return nil }
      return accept(.texts(count), where: count >= 1, node, &decoder)
    }
    guard let share = Double.decode(node, &decoder) else { return nil }
    return accept(.share(share), where: (0...1).contains(share), node, &decoder)
  }

  private static func accept(
    _ count: DocumentCount, where isInRange: Bool, _ node: Node, _ decoder: inout Decoder
  ) -> DocumentCount? {
    if isInRange { return count }
    decoder.report(
      .badValue, at: node.span, "must be a number of texts, from 1, or a share of them from 0.0 to 1.0",
      help: "write a share with a decimal point")
    return nil
  }

  static var schema: JSON {
    ["anyOf": [["type": "integer", "minimum": 1], ["type": "number", "minimum": 0, "maximum": 1]]]
  }

  var json: JSON? {
    switch self {
    case .texts(let count): .int(Int64(count))
    case .share(let share): .float(share)
    }
  }

  /// How many of `total` texts it stands for, perhaps not a whole number.
  func threshold(of total: Int64) -> Double {
    switch self {
    case .texts(let count): Double(count)
    case .share(let share): share * Double(total)
    }
  }
}
