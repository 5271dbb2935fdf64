import Configuration

extension ConformanceCase {
  static let interactions: [ConformanceCase] = []
}
