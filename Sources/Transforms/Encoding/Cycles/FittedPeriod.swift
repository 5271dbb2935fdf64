import Configuration

/// The period of a column; missing for one that had no value to be fitted on.
struct FittedPeriod: FittedColumn {
  let name: String
  let period: Double?

  /// Whether a number can be one: above 0, and an angle of one unit is finite.
  static func isPeriod(_ number: Double) -> Bool { number > 0 && Cycle.factor(of: number).isFinite }
}

extension FittedPeriod {
  static let members: [StateMember] = ["name", .orderStatistics("period")]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(name: try reader.string("name"), period: try reader.numberOrNull("period"))
    guard period.map(Self.isPeriod) ?? true else { throw .badState(problem: "a period is not above 0") }
  }

  var json: JSON { ["name": .string(name), "period": period.map { .float($0) } ?? .null] }
}
