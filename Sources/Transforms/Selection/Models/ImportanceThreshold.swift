import Configuration

/// Where a selection by importance draws the line.
enum ImportanceThreshold: ParameterValue, Equatable {
  case number(Double)
  case mean(factor: Double)
  case median(factor: Double)

  static func decode(_ node: Node, _ decoder: inout Decoder) -> ImportanceThreshold? {
    guard case .scalar(let text, _) = node.content, let word = text.split(separator: "*").last else {
      return Double.decode(node, &decoder).map { .number($0) }
    }
    let parts = text.split(separator: "*", omittingEmptySubsequences: false)
    let factor = parts.count == 1 ? 1 : parts.count == 2 ? Double(parts[0].filter { $0 != " " }) : nil
    switch (word.filter { $0 != " " }, factor) {
    case ("mean", .some(let factor)) where factor.isFinite: return .mean(factor: factor)
    case ("median", .some(let factor)) where factor.isFinite: return .median(factor: factor)
    case ("mean", _), ("median", _):
      decoder.report(.badValue, at: node.span, "the factor of the threshold is no number", help: "write `1.25*mean`")
      return nil
    default: return Double.decode(node, &decoder).map { .number($0) }
    }
  }

  static var schema: JSON {
    ["oneOf": [["type": "number"], ["type": "string", "pattern": "^(.*\\*)? *(mean|median) *$"]]]
  }

  var json: JSON? {
    switch self {
    case .number(let number): number.json
    case .mean(let factor): .string(factor == 1 ? "mean" : "\(factor)*mean")
    case .median(let factor): .string(factor == 1 ? "median" : "\(factor)*median")
    }
  }

  /// The least importance that is kept.
  func bound(_ importances: [Double]) -> Double {
    switch self {
    case .number(let number): return number
    case .mean(let factor): return factor * importances.reduce(0, +) / Double(max(importances.count, 1))
    case .median(let factor):
      let sorted = importances.sorted()
      guard !sorted.isEmpty else { return 0 }
      return factor * Quickselect.midpoint(sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    }
  }
}
