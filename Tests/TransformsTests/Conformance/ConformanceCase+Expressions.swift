import Configuration

extension ConformanceCase {
  static let expressions: [ConformanceCase] = [
    .init(
      name: "derive", arguments: ["columns": ["sum": "float0 + count1", "day": "year(date2)"]],
      columns: [.float, .count, .date], refusesInfinity: false)
  ]
}
