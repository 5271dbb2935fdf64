import Configuration

/// The parts to make, in order: a list of them, or `all`.
struct FeatureList: ParameterValue {
  var features: [DatetimeFeature]

  static let usual = FeatureList(features: [.month, .year, .dayOfWeek, .dayOfMonth, .hour, .minute, .second])

  static func decode(_ node: Node, _ decoder: inout Decoder) -> FeatureList? {
    if case .scalar("all", _) = node.content { return FeatureList(features: DatetimeFeature.allCases) }
    return [DatetimeFeature].decode(node, &decoder).map { FeatureList(features: $0) }
  }

  static var schema: JSON { ["anyOf": [["const": "all"], [DatetimeFeature].schema]] }
  var json: JSON? { features == DatetimeFeature.allCases ? "all" : features.json }
}
