import Configuration

extension ConformanceCase {
  static let selection: [ConformanceCase] = [
    .init(name: "variance_threshold", arguments: ["threshold": 0.3], columns: [.float, .int, .bool]),
    .init(
      name: "select_k_best", arguments: ["k": 2], columns: [.float, .int, .bool, .float], target: .category,
      hasMissing: false, selects: true),
    .init(
      name: "select_k_best", arguments: ["k": 2, "score_func": "f_regression"], columns: [.float, .int, .bool],
      target: .float, hasMissing: false, selects: true),
    .init(
      name: "select_k_best", arguments: ["k": "all", "score_func": "chi2"], columns: [.count, .bool, .count],
      target: .bool, hasMissing: false, selects: true),
    .init(
      name: "select_k_best", arguments: ["k": 2, "score_func": "mutual_info_regression"],
      columns: [.float, .category, .int, .float], target: .float, hasMissing: false, selects: true),
    .init(
      name: "select_percentile", arguments: ["percentile": 50, "score_func": "mutual_info_classif"],
      columns: [.float, .bool, .float, .string], target: .category, hasMissing: false, selects: true),
    .init(
      name: "select_percentile", arguments: ["percentile": 40, "score_func": "r_regression"],
      columns: [.float, .int, .float], target: .int, hasMissing: false, selects: true),
    .init(
      name: "select_fpr", arguments: ["alpha": 0.5], columns: [.float, .int, .bool], target: .bool, hasMissing: false,
      selects: true),
    .init(
      name: "select_fdr", arguments: ["alpha": 0.8, "score_func": "f_regression"], columns: [.float, .int, .bool],
      target: .float, hasMissing: false, selects: true),
    .init(
      name: "select_fwe", arguments: ["alpha": 1, "score_func": "chi2"], columns: [.count, .bool], target: .category,
      hasMissing: false, selects: true),
    .init(
      name: "select_k_best", arguments: ["k": 1, "score_func": "mutual_info_classif"],
      columns: [.category, .string, .int, .bool], target: .count, hasMissing: false, selects: true),
    .init(
      name: "drop_correlated", arguments: ["threshold": 0.05], columns: [.float, .int, .bool, .float], selects: true),
    .init(
      name: "drop_duplicates", columns: [.float, .int, .bool, .string, .category, .date, .float],
      refusesInfinity: false, selects: true),
    .init(
      name: "drop_missing", arguments: ["threshold": 0.2], columns: [.float, .int, .bool, .string, .category, .date],
      refusesInfinity: false, selects: true),
    .init(
      name: "population_stability", arguments: ["missing_values": "ignore", "threshold": 0.1, "bins": 4],
      columns: [.float, .int, .bool, .string, .category], selects: true),
    .init(
      name: "population_stability",
      arguments: ["split_col": "date3", "cut_off": "1997-05-19", "strategy": "equal_width", "bins": 5],
      columns: [.float, .int, .category, .date], hasMissing: false, selects: true),
    .init(
      name: "select_from_model", arguments: ["estimator": "ridge"], columns: [.float, .int, .bool, .float],
      target: .float, hasMissing: false, selects: true),
    .init(
      name: "select_from_model", arguments: ["estimator": "lasso", "alpha": 0.1, "max_features": 2],
      columns: [.float, .int, .bool, .float], target: .int, hasMissing: false, selects: true),
    .init(
      name: "select_from_model", arguments: ["estimator": "logistic_regression", "threshold": "0.5*median"],
      columns: [.float, .int, .bool], target: .bool, hasMissing: false, selects: true),
    .init(
      name: "rfe", arguments: ["estimator": "logistic_regression", "n_features_to_select": 2],
      columns: [.float, .int, .bool, .float], target: .category, hasMissing: false, selects: true),
    .init(
      name: "rfe", arguments: ["estimator": "ridge", "step": 0.4], columns: [.float, .int, .bool, .float],
      target: .int, hasMissing: false, selects: true),
  ]
}
