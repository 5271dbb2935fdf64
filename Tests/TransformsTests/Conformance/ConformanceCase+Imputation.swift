import Configuration

extension ConformanceCase {
  static let imputation: [ConformanceCase] = [
    .init(name: "simple_imputer", columns: [.float, .int]),
    .init(
      name: "simple_imputer", arguments: ["strategy": "median", "add_indicator": true], columns: [.float, .int, .float]),
    .init(
      name: "simple_imputer", arguments: ["strategy": "most_frequent"],
      columns: [.float, .int, .bool, .string, .category]),
    .init(
      name: "simple_imputer", arguments: ["strategy": "constant", "fill_value": "7"],
      columns: [.float, .int, .string, .category]),
    .init(
      name: "simple_imputer", arguments: ["strategy": "constant", "fill_value": true, "add_indicator": true],
      columns: [.bool, .bool]),
    .init(name: "missing_indicator", columns: [.float, .int, .bool, .string, .category, .date]),
    .init(
      name: "missing_indicator", arguments: ["features": "all", "error_on_new": false], columns: [.float, .category]),
    .init(name: "group_imputer", arguments: ["by": "category2"], columns: [.float, .int, .category]),
    .init(
      name: "group_imputer", arguments: ["by": ["string2", "bool3"], "strategy": "median", "min_group_size": 3],
      columns: [.float, .int, .string, .bool]),
    .init(
      name: "group_imputer", arguments: ["by": ["count5", "category6"], "strategy": "most_frequent"],
      columns: [.float, .int, .bool, .string, .category, .count, .category]),
    .init(
      name: "random_sample_imputer", arguments: ["random_state": 3],
      columns: [.int, .bool, .string, .category, .count]),
    .init(name: "random_sample_imputer", columns: [.float, .category]),
    .init(name: "knn_imputer", columns: [.float, .int, .float], refusesFloor: true),
    .init(
      name: "knn_imputer", arguments: ["n_neighbors": 2, "weights": "distance"], columns: [.int, .float],
      refusesFloor: true),
    .init(name: "iterative_imputer", columns: [.float, .int, .float]),
    .init(
      name: "iterative_imputer",
      arguments: [
        "imputation_order": "arabic", "initial_strategy": "median", "max_iter": 3, "min_value": -4, "max_value": 4,
      ],
      columns: [.float, .float]),
  ]
}
