import Configuration

/// How far a category's mean is drawn to the mean of all rows.
enum TargetSmoothing: Sendable, Equatable, ParameterValue, TargetFormula {
  /// Empirical Bayes: the less a category's own values spread against all, the more its mean counts.
  case auto
  /// As if each category had this many more rows at the mean of all.
  case rows(Double)

  func neutral(_ prior: Moments) -> Double { prior.mean }

  /// D. Micci-Barreca (2001), "A preprocessing scheme for high-cardinality categorical attributes", equations 3 to 6,
  /// in the form of scikit-learn's `_target_encoder_fast.pyx`.
  func encoder(of rows: TargetGroup) -> (Moments) -> Double {
    let prior = rows.prior
    switch self {
    case .rows(let weight):
      return { category in
        let count = Double(category.count)
        return (count * category.mean + weight * prior.mean) / (count + weight)
      }
    case .auto:
      let variance = prior.variance
      return { category in
        let between = variance * Double(category.count)
        let within = category.variance
        guard between + within > 0 else { return prior.mean }
        let trust = between / (between + within)
        return trust * category.mean + (1 - trust) * prior.mean
      }
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
