import Columns

/// Mean and variance of a column, and whether enough people stand behind them.
struct MomentStatistics: ColumnStatistics {
  private(set) var moments = Moments()
  private var crowd: Crowd

  init(k: Int?) { crowd = Crowd(k: k) }

  mutating func update(_ numbers: Numbers) {
    moments.merge(Moments(numbers.values, validity: numbers.validity))
    crowd.update(numbers.rows, numbers.validity)
  }

  mutating func merge(_ other: MomentStatistics) {
    moments.merge(other.moments)
    crowd.merge(other.crowd)
  }

  /// Refuses a mean of fewer than k people.
  func requirePeople(column: String) throws(TransformError) { try crowd.require(column: column) }

  /// Refuses moments of fewer than k people, and those beyond the range of doubles.
  func require(column: String) throws(TransformError) {
    try requirePeople(column: column)
    try moments.requireFinite(column: column)
  }
}
