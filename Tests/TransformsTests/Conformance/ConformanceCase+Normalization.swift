import Configuration

extension ConformanceCase {
  static let normalization: [ConformanceCase] = [
    .init(name: "standard_scaler", columns: [.float, .int, .float, .bool], isAffineInvariant: true),
    .init(name: "standard_scaler", arguments: ["with_mean": false], columns: [.float, .int]),
    .init(name: "min_max_scaler", columns: [.float, .int, .bool], isAffineInvariant: true),
    .init(
      name: "min_max_scaler", arguments: ["feature_range": [-2, 3], "clip": true], columns: [.float, .int],
      isAffineInvariant: true),
    .init(name: "robust_scaler", columns: [.float, .int, .bool], isAffineInvariant: true),
    .init(
      name: "robust_scaler", arguments: ["quantile_range": [10, 70], "unit_variance": true], columns: [.float, .float],
      isAffineInvariant: true),
    .init(name: "standard_scaler", arguments: ["inf": "null"], columns: [.float, .int], refusesInfinity: false),
    .init(name: "robust_scaler", arguments: ["inf": "clip"], columns: [.float, .int], refusesInfinity: false),
    .init(name: "max_abs_scaler", columns: [.float, .int, .bool]),
    .init(name: "max_abs_scaler", arguments: ["clip": true, "inf": "clip"], columns: [.float], refusesInfinity: false),
    .init(name: "quantile_transformer", columns: [.float, .int, .bool], isAffineInvariant: true),
    .init(
      name: "quantile_transformer",
      arguments: ["n_quantiles": 9, "subsample": 30, "output_distribution": "normal", "random_state": 7],
      columns: [.float, .int], isAffineInvariant: true),
    .init(
      name: "quantile_transformer", arguments: ["n_quantiles": 20, "subsample": .null], columns: [.float, .float]),
    .init(name: "power_transformer", columns: [.float, .int, .bool]),
    .init(
      name: "power_transformer", arguments: ["standardize": false, "inf": "null"], columns: [.float],
      refusesInfinity: false),
    .init(name: "squashing_scaler", columns: [.float, .int, .bool], isAffineInvariant: true),
    .init(
      name: "squashing_scaler", arguments: ["quantile_range": [40, 45], "max_absolute_value": 1.5],
      columns: [.float, .int], isAffineInvariant: true),
    .init(
      name: "winsorizer", arguments: ["missing_values": "ignore", "tail": "both", "fold": 1.0, "add_indicators": true],
      columns: [.float, .int]),
    .init(
      name: "winsorizer", arguments: ["capping_method": "iqr", "fold": 0.25, "tail": "left"],
      columns: [.float, .int], hasMissing: false),
    .init(
      name: "winsorizer", arguments: ["missing_values": "ignore", "capping_method": "mad", "tail": "both"],
      columns: [.float, .int]),
    .init(
      name: "winsorizer", arguments: ["missing_values": "ignore", "capping_method": "quantiles", "fold": 0.1],
      columns: [.float, .int]),
    .init(name: "log1p", columns: [.count, .bool]),
    .init(name: "normalizer", columns: [.float, .int, .bool], hasMissing: false),
    .init(name: "normalizer", arguments: ["norm": "l1"], columns: [.float, .int], hasMissing: false),
    .init(
      name: "normalizer", arguments: ["norm": "max", "inf": "clip"], columns: [.float], hasMissing: false,
      refusesInfinity: false),
  ]
}
