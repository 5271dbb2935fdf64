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
    .init(name: "target_encoder", columns: [.category, .string, .count, .bool], target: .bool),
    .init(name: "target_encoder", arguments: ["smooth": 3], columns: [.category], target: .float),
  ]
}
