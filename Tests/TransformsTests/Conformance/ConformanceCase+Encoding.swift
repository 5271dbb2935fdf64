import Configuration

extension ConformanceCase {
  static let encoding: [ConformanceCase] = [
    .init(name: "one_hot_encoder", columns: [.category, .string, .count, .float, .bool, .date]),
    .init(
      name: "one_hot_encoder",
      arguments: ["handle_unknown": "infrequent_if_exist", "min_frequency": 15, "drop": "first"],
      columns: [.category, .string, .count]),
    .init(
      name: "one_hot_encoder", arguments: ["handle_unknown": "ignore", "max_categories": 4],
      columns: [.category, .count]),
    .init(name: "ordinal_encoder", columns: [.category, .string, .count, .float, .bool, .date]),
    .init(
      name: "ordinal_encoder", arguments: ["handle_unknown": "use_encoded_value", "encoded_missing_value": -1],
      columns: [.category, .count]),
    .init(
      name: "ordinal_encoder",
      arguments: ["handle_unknown": "use_encoded_value", "unknown_value": -2, "max_categories": 4],
      columns: [.category, .string]),
    .init(name: "count_encoder", columns: [.category, .string, .count, .float, .bool, .date]),
    .init(
      name: "count_encoder", arguments: ["normalize": true, "handle_unknown": "error"], columns: [.category, .count]),
    .init(
      name: "count_encoder", arguments: ["handle_missing": "return_nan", "handle_unknown": "return_nan"],
      columns: [.category, .count]),
    .init(name: "target_encoder", columns: [.category, .string, .count, .bool], target: .bool),
    .init(name: "target_encoder", arguments: ["smooth": 3], columns: [.category], target: .float),
    .init(name: "frequency_encoder", columns: [.category, .string, .count, .float, .bool, .date]),
    .init(
      name: "frequency_encoder", arguments: ["handle_unknown": "error", "handle_missing": "value"],
      columns: [.category, .count]),
    .init(name: "rare_label_encoder", columns: [.category, .string, .count, .float, .bool, .date]),
    .init(
      name: "rare_label_encoder",
      arguments: ["tol": 0.1, "n_categories": 3, "max_n_categories": 2, "replace_with": "red"],
      columns: [.category, .string, .count]),
    .init(name: "binary_encoder", columns: [.category, .string, .count, .float, .bool, .date]),
    .init(
      name: "binary_encoder", arguments: ["handle_unknown": "error", "handle_missing": "return_nan"],
      columns: [.category, .count]),
    .init(
      name: "base_n_encoder", arguments: ["base": 5, "handle_unknown": "return_nan"],
      columns: [.category, .string, .count, .date]),
    // Nothing is learned: infinities are refused where rows are transformed, as the golden cases show.
    .init(
      name: "hashing_encoder", columns: [.category, .string, .count, .float, .bool, .date], refusesInfinity: false),
    .init(
      name: "hashing_encoder", arguments: ["n_components": 3, "random_state": 4], columns: [.category, .count]),
    .init(
      name: "feature_hasher", arguments: ["n_features": 5],
      columns: [.category, .string, .count, .float, .bool, .date], refusesInfinity: false),
    .init(
      name: "feature_hasher", arguments: ["n_features": 3, "alternate_sign": false], columns: [.float, .category],
      refusesInfinity: false),
    .init(name: "multi_label_binarizer", columns: [.category, .string]),
    .init(
      name: "multi_label_binarizer", arguments: ["separator": "e", "handle_unknown": "error"],
      columns: [.category, .string]),
    .init(
      name: "multi_label_binarizer", arguments: ["separator": "e", "classes": ["gr", "d", "a"]],
      columns: [.category, .string]),
    .init(name: "cyclical", columns: [.float, .int, .count]),
    .init(
      name: "cyclical", arguments: ["max_values": ["int0": "hour", "float1": 2.5], "drop_original": true],
      columns: [.int, .float, .bool]),
    .init(
      name: "target_encoder", arguments: ["target_type": "multiclass"], columns: [.category, .count], target: .category),
    .init(
      name: "target_encoder", arguments: ["time": "date2", "period": "year"], columns: [.category, .string, .date],
      companions: [2], target: .float),
    .init(
      name: "target_encoder", arguments: ["time": "date1", "target_type": "multiclass", "smooth": 1],
      columns: [.count, .date], companions: [1], target: .category),
    .init(name: "leave_one_out_encoder", columns: [.category, .string, .count, .bool], target: .bool),
    .init(name: "leave_one_out_encoder", arguments: ["sigma": 0.1], columns: [.category, .count], target: .float),
    .init(
      name: "leave_one_out_encoder", arguments: ["handle_missing": "return_nan", "handle_unknown": "return_nan"],
      columns: [.category], target: .count),
    .init(name: "m_estimate_encoder", columns: [.category, .string, .count, .bool], target: .float),
    .init(
      name: "m_estimate_encoder",
      arguments: ["handle_missing": "return_nan", "handle_unknown": "return_nan", "randomized": true],
      columns: [.category, .count], target: .bool),
    .init(
      name: "m_estimate_encoder", arguments: ["time": "date1", "period": "year", "handle_unknown": "error"],
      columns: [.category, .date], companions: [1], target: .float),
    .init(name: "james_stein_encoder", columns: [.category, .string, .count], target: .float),
    .init(name: "james_stein_encoder", arguments: ["model": "pooled"], columns: [.category, .count], target: .float),
    .init(name: "james_stein_encoder", arguments: ["model": "beta"], columns: [.category], target: .bool),
    .init(name: "james_stein_encoder", arguments: ["model": "binary"], columns: [.category, .count], target: .bool),
    .init(name: "weight_of_evidence_encoder", columns: [.category, .string, .count, .bool], target: .bool),
    .init(
      name: "weight_of_evidence_encoder", arguments: ["time": "date1", "period": "year"], columns: [.category, .date],
      companions: [1], target: .bool),
  ]
}
