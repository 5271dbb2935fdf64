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
  ]
}
