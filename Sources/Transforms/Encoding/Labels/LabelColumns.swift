import Columns
import Configuration

/// The labels of one column that have an output column each.
struct LabelColumns: FittedColumn {
  let name: String
  let lookup: CategoryLookup
  /// Whether labels were seen that may not be named.
  let foldsRare: Bool

  init(name: String, labels: [String], foldsRare: Bool) {
    self.name = name
    lookup = CategoryLookup(labels)
    self.foldsRare = foldsRare
  }

  var outputNames: [String] { lookup.texts.map { "\(name)_\($0)" } }

  static let members: [StateMember] = ["name", .categories("labels"), "folds_rare"]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), labels: try reader.categories("labels"),
      foldsRare: try reader.bool("folds_rare"))
  }

  var json: JSON {
    [
      "name": .string(name), "labels": .array(lookup.texts.map { .string($0) }),
      "folds_rare": .bool(foldsRare),
    ]
  }
}
