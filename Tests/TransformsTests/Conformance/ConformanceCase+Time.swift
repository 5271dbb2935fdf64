import Configuration

extension ConformanceCase {
  static let time: [ConformanceCase] = []
}
