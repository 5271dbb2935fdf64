import Configuration

extension ConformanceCase {
  static let interactions: [ConformanceCase] = [
    .init(name: "l2_normalize", columns: [.float, .float, .int], hasMissing: false),
    .init(
      name: "polynomial_features", arguments: ["missing": "keep"], columns: [.float, .int, .bool],
      refusesInfinity: false),
    .init(
      name: "polynomial_features", arguments: ["degree": [2, 3], "interaction_only": true, "include_bias": false],
      columns: [.float, .int, .bool, .float], hasMissing: false, refusesInfinity: false),
    .init(name: "pca", arguments: ["missing": "keep"], columns: [.float, .int, .float]),
    .init(
      name: "pca", arguments: ["n_components": 2, "whiten": true], columns: [.float, .int, .bool], hasMissing: false),
    .init(name: "pca", arguments: ["n_components": 0.8, "missing": "keep"], columns: [.float, .count, .float, .int]),
    .init(name: "spline_transformer", columns: [.float, .int, .bool], hasMissing: false),
    .init(
      name: "spline_transformer",
      arguments: ["knots": "quantile", "n_knots": 4, "extrapolation": "linear", "handle_missing": "zeros"],
      columns: [.float, .int]),
    .init(
      name: "spline_transformer",
      arguments: [
        "extrapolation": "periodic", "degree": 2, "include_bias": false, "handle_missing": "zeros",
      ], columns: [.float, .int]),
  ]
}
