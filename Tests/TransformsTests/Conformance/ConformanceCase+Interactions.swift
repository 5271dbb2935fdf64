import Configuration

extension ConformanceCase {
  static let interactions: [ConformanceCase] = [
    .init(name: "l2_normalize", columns: [.float, .float, .int], hasMissing: false)
  ]
}
