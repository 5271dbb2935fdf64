import Configuration

/// A column, its score and p-value.
struct TestedColumn: SelectedColumn {
  let name: String
  /// `nil` where the data define none.
  let score: Double?
  let pValue: Double?
  let isKept: Bool
}

extension TestedColumn {
  static let members: [StateMember] = ["name", .statistics("score"), .statistics("p_value"), "kept"]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), score: try reader.numberOrNull("score"),
      pValue: try reader.numberOrNull("p_value"), isKept: try reader.bool("kept"))
  }

  var json: JSON {
    [
      "name": .string(name), "score": score.map { .float($0) } ?? .null,
      "p_value": pValue.map { .float($0) } ?? .null, "kept": .bool(isKept),
    ]
  }
}
