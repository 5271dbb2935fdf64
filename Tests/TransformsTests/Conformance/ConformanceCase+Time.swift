import Configuration

extension ConformanceCase {
  static let time: [ConformanceCase] = [
    .init(name: "datetime_features", columns: [.date, .timestamp]),
    .init(
      name: "datetime_features",
      arguments: [
        "features_to_extract": "all", "cyclical": true, "holidays": ["1999-12-31", "1970-01-02"],
        "drop_original": false,
      ], columns: [.timestamp, .date]),
    .init(name: "elapsed_time", arguments: ["reference": "date2"], columns: [.date, .timestamp, .date]),
    .init(
      name: "elapsed_time", arguments: ["as_of": "2026-01-31", "output_unit": "month", "drop_original": true],
      columns: [.date, .timestamp]),
  ]
}
