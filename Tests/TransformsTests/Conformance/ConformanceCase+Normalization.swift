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
  ]
}
