import Configuration

/// A column, and which other one stands for it.
struct RedundantColumn: SelectedColumn {
  let name: String
  /// The column that is kept in its place; `nil` for one that is kept itself.
  let instead: String?
  /// How alike the two are, where that is measured.
  let score: Double?

  var isKept: Bool { instead == nil }
}

extension RedundantColumn {
  static let members: [StateMember] = ["name", "instead", .statistics("score")]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), instead: reader.isNull("instead") ? nil : try reader.string("instead"),
      score: try reader.numberOrNull("score"))
  }

  var json: JSON {
    [
      "name": .string(name), "instead": instead.map { .string($0) } ?? .null,
      "score": score.map { .float($0) } ?? .null,
    ]
  }
}
