import Columns
import Configuration

/// The numbers of rows that `count_encoder` has fitted for a column.
struct CountedColumn: FittedColumn {
  let name: String
  let lookup: CategoryLookup
  /// Rows of each category of `lookup`.
  let counts: [Int64]
  /// Rows without a value; `nil` if there is none, or they are folded.
  let missing: Int64?
  /// Rows of all folded categories, and what an unseen category counts; 0 when they are too few people together.
  let other: Int64
  let foldsRare: Bool

  /// As a double, since the counts of a state that another hand has edited may add up to more than 2^63.
  var rowCount: Double { (counts + [missing ?? 0, other]).reduce(0) { $0 + Double($1) } }
}

extension CountedColumn {
  /// Without `countsMissing` a missing value is no category.
  init(_ seen: SeenCategories, of field: Field, countsMissing: Bool = true) {
    let hasMissing = countsMissing && seen.missing.count > 0
    let named = seen.categories.filter { !$0.isRare }
    let rare = (seen.categories + (hasMissing ? [seen.missing] : [])).filter(\.isRare)
    self.init(
      name: field.name, lookup: CategoryLookup(named.compactMap(\.text)), counts: named.map(\.count),
      missing: hasMissing && !seen.missing.isRare ? seen.missing.count : nil,
      other: !rare.isEmpty && seen.areLargeEnough(together: rare) ? rare.reduce(0) { $0 + $1.count } : 0,
      foldsRare: !rare.isEmpty)
  }

  static let members: [StateMember] = [
    "name", .categories("categories", counts: "counts"), .counts("counts"), .counts("missing"), .counts("other"),
    "folds_rare",
  ]

  init(_ reader: StateReader) throws(TransformError) {
    let texts = try reader.categories("categories")
    let counts = try reader.counts("counts")
    guard counts.count == texts.count else { throw .badState(problem: "`counts` and `categories` differ in length") }
    self.init(
      name: try reader.string("name"), lookup: CategoryLookup(texts), counts: counts,
      missing: reader.isNull("missing") ? nil : try reader.count("missing"), other: try reader.count("other"),
      foldsRare: try reader.bool("folds_rare"))
  }

  var json: JSON {
    [
      "name": .string(name),
      "categories": .array(lookup.texts.map { .string($0) }),
      "counts": .array(counts.map { .int($0) }),
      "missing": missing.map { .int($0) } ?? .null,
      "other": .int(other),
      "folds_rare": .bool(foldsRare),
    ]
  }
}
