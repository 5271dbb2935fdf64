import Configuration

/// A number above 0, or what it is in the calendar.
enum CyclePeriod: ParameterValue {
  case number(Double)
  case part(DatetimeFeature)

  var value: Double {
    switch self {
    case .number(let number): number
    case .part(let part): part.period ?? 0
    }
  }

  /// The parts that start again.
  private static let words = DatetimeFeature.allCases.filter { $0.period != nil }

  static func decode(_ node: Node, _ decoder: inout Decoder) -> CyclePeriod? {
    if case .scalar(let text, _) = node.content, let part = words.first(where: { $0.rawValue == text }) {
      return .part(part)
    }
    guard let number = Double.decode(node, &decoder) else { return nil }
    guard FittedPeriod.isPeriod(number) else {
      decoder.report(
        .badValue, at: node.span, "a period must be above 0",
        help: "give a number, or one of \(words.map(\.rawValue).joined(separator: ", "))")
      return nil
    }
    return .number(number)
  }

  static var schema: JSON {
    [
      "oneOf": [
        ["type": "number", "exclusiveMinimum": 0], ["enum": .array(words.map { .string($0.rawValue) })],
      ]
    ]
  }

  var json: JSON? {
    switch self {
    case .number(let number): .float(number)
    case .part(let part): .string(part.rawValue)
    }
  }
}
