import Configuration

/// A column and what decided on it.
struct ScoredColumn: SelectedColumn {
  let name: String
  /// What decided; `nil` where the data define no score.
  let score: Double?
  let isKept: Bool
}

extension ScoredColumn {
  static let members: [StateMember] = ["name", .statistics("score"), "kept"]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), score: try reader.numberOrNull("score"), isKept: try reader.bool("kept"))
  }

  var json: JSON { ["name": .string(name), "score": score.map { .float($0) } ?? .null, "kept": .bool(isKept)] }
}
