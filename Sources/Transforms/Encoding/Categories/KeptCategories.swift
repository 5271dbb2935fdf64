import Columns
import Configuration

/// The categories of a column that `rare_label_encoder` leaves as they are.
struct KeptCategories: FittedColumn {
  let name: String
  let lookup: CategoryLookup

  init(name: String, texts: [String]) {
    self.name = name
    lookup = CategoryLookup(texts)
  }

  static let members: [StateMember] = ["name", .categories("categories")]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(name: try reader.string("name"), texts: try reader.categories("categories"))
  }

  var json: JSON { ["name": .string(name), "categories": .array(lookup.texts.map { .string($0) })] }
}
