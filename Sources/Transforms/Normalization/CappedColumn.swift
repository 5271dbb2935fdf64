import Configuration

/// The caps of a column, of the tails that are capped; none for a column that had no value.
struct CappedColumn: FittedScale {
  let name: String
  let low: Double?
  let high: Double?

  var isEmpty: Bool { low == nil && high == nil }
}

extension CappedColumn {
  static let members: [StateMember] = ["name", .orderStatistics("low"), .orderStatistics("high")]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), low: try reader.numberOrNull("low"), high: try reader.numberOrNull("high"))
  }

  var json: JSON {
    ["name": .string(name), "low": low.map { .float($0) } ?? .null, "high": high.map { .float($0) } ?? .null]
  }
}
