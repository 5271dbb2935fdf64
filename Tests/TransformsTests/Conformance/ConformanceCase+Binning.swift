import Configuration

extension ConformanceCase {
  static let binning: [ConformanceCase] = [
    .init(name: "kbins_discretizer", columns: [.float, .int, .bool], hasMissing: false),
    .init(
      name: "kbins_discretizer", arguments: ["encode": "ordinal", "missing": "keep", "n_bins": [3, 4]],
      columns: [.float, .int]),
    .init(
      name: "kbins_discretizer", arguments: ["strategy": "uniform", "missing": "bin"], columns: [.float, .int, .float]),
    .init(
      name: "kbins_discretizer", arguments: ["strategy": "kmeans", "missing": "keep", "encode": "onehot-dense"],
      columns: [.float, .count]),
    .init(
      name: "kbins_discretizer", arguments: ["quantile_method": "linear", "missing": "bin", "encode": "ordinal"],
      columns: [.float, .int]),
    .init(
      name: "binarizer", arguments: ["threshold": 0.6, "missing": "keep"], columns: [.float, .int, .bool],
      refusesInfinity: false),
    .init(name: "binarizer", columns: [.float, .count], hasMissing: false, refusesInfinity: false),
    .init(
      name: "fixed_bins",
      arguments: ["binning_dict": ["float0": [-3, 0, 4], "int1": [-10, -2, 0, 10]], "missing": "keep"],
      columns: [.float, .int], refusesInfinity: false),
    .init(
      name: "fixed_bins",
      arguments: [
        "binning_dict": ["float0": [-3, 0, 4]], "labels": ["float0": ["low", "high"]], "missing": "bin",
        "errors": "clamp", "right": false,
      ], columns: [.float], refusesInfinity: false),
    .init(
      name: "decision_tree_discretizer", arguments: ["missing": "keep"], columns: [.float, .int], target: .float),
    .init(
      name: "decision_tree_discretizer",
      arguments: ["regression": false, "missing": "bin", "max_depth": 2, "min_samples_leaf": 4],
      columns: [.float, .count], target: .bool),
    .init(
      name: "decision_tree_discretizer", arguments: ["bin_output": "bin_number", "regression": false],
      columns: [.float, .int], target: .category, hasMissing: false, selects: true),
  ]
}
