import Configuration

/// What infinities in a column are clipped to: the extremes that fitting saw, none in a column without a value.
struct FittedLimits: FittedColumn {
  let name: String
  let limits: ClosedRange<Double>?
}

extension FittedLimits {
  static let members: [StateMember] = ["name", .orderStatistics("low"), .orderStatistics("high")]

  init(_ reader: StateReader) throws(TransformError) {
    let (low, high) = (try reader.numberOrNull("low"), try reader.numberOrNull("high"))
    guard let low, let high else {
      self.init(name: try reader.string("name"), limits: nil)
      return
    }
    guard low <= high else { throw .badState(problem: "`low` is above `high`") }
    self.init(name: try reader.string("name"), limits: low...high)
  }

  var json: JSON {
    [
      "name": .string(name), "low": limits.map { .float($0.lowerBound) } ?? .null,
      "high": limits.map { .float($0.upperBound) } ?? .null,
    ]
  }
}
