import Configuration

extension ConformanceCase {
  static let text: [ConformanceCase] = []
}
