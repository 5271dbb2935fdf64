import Configuration

extension ConformanceCase {
  static let binning: [ConformanceCase] = []
}
