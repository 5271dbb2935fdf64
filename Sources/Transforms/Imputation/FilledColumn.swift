import Configuration

/// What is filled into a column.
struct FilledColumn: FittedColumn {
  let name: String
  /// `nil`: the column is dropped.
  let fill: Value?
  let hasIndicator: Bool
}

extension FilledColumn {
  static let members: [StateMember] = ["name", .values("fill"), "indicator"]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), fill: reader.isNull("fill") ? nil : try reader.value("fill"),
      hasIndicator: try reader.bool("indicator"))
  }

  var json: JSON {
    ["name": .string(name), "fill": fill?.json ?? .null, "indicator": .bool(hasIndicator)]
  }
}
