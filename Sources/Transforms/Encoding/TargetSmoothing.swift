import Configuration

/// How far a category's mean is drawn to the mean of all rows.
enum TargetSmoothing: Sendable, Equatable, ParameterValue {
  /// Empirical Bayes: the less a category's own values spread against all, the more its mean counts.
  case auto
  /// As if each category had this many more rows at the mean of all.
  case rows(Double)

  /// D. Micci-Barreca (2001), "A preprocessing scheme for high-cardinality categorical attributes", equations 3 to 6,
  /// in the form of scikit-learn's `_target_encoder_fast.pyx`.
  func encoding(of category: Moments, prior: Moments) -> Double {
    switch self {
    case .rows(let weight):
      let count = Double(category.count)
      return count + weight == 0 ? prior.mean : (count * category.mean + weight * prior.mean) / (count + weight)
    case .auto:
      guard category.count > 0 else { return prior.mean }
      let between = prior.variance * Double(category.count)
      let within = category.variance
      guard between + within > 0 else { return prior.mean }
      let trust = between / (between + within)
      return trust * category.mean + (1 - trust) * prior.mean
    }
  }

  static func decode(_ node: Node, _ decoder: inout Decoder) -> TargetSmoothing? {
    if case .scalar("auto", _) = node.content { return .auto }
    return Double.decode(node, &decoder).map { .rows($0) }
  }

  static var schema: JSON { ["oneOf": [["const": "auto"], ["type": "number", "minimum": 0]]] }

  var json: JSON? {
    switch self {
    case .auto: "auto"
    case .rows(let weight): weight.json
    }
  }
}
