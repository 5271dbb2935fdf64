package import Columns

/// How many values a column can have by its contract, as far as that is known.
package enum ValueDomain {
  /// Fewer possible values than this can be matched with what is known of them.
  private static let small = 100_000

  /// A number in words if it is small, rounded up to a power of ten or twice or five times one; `nil` if the column can
  /// have many values, or nobody knows.
  ///
  /// - Parameters:
  ///   - values: how many the contract lists.
  ///   - range: the least and the greatest whole number.
  package static func small(type: ColumnType, values: Int?, range: ClosedRange<Double>?) -> String? {
    let count: Double? =
      switch (values, type) {
      case (let values?, _): Double(values)
      case (nil, .bool): 2
      // The days of the people alive.
      case (nil, .date): 44_000
      case (nil, .int): range.map { $0.upperBound.rounded(.down) - $0.lowerBound.rounded(.up) + 1 }
      default: nil
      }
    guard let count, count < Double(small) else { return nil }
    var bound = 1.0
    while true {
      for step in [1.0, 2, 5] where bound * step >= count { return "\(Int(bound * step))" }
      bound *= 10
    }
  }
}
