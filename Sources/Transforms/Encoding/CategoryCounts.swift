import Columns

/// How many rows hold each category of one column, and whether enough people stand behind it.
struct CategoryCounts: Sendable {
  private var index = CategoryIndex()
  /// By group of the index.
  private var counts: [Int64] = [0]
  private var people: PeopleFloor?

  init(k: Int?) {
    people = k.map { PeopleFloor(k: $0) }
    people?.grow(to: 1)
  }

  mutating func update(_ column: Column, people rows: Buffer<UInt64>?) {
    let groups = index.groups(of: column)
    grow()
    groups.withUnsafeBufferPointer { groups in
      counts.withUnsafeMutableBufferPointer { counts in
        for group in groups { counts[Int(group)] &+= 1 }  // at most 2^63 rows
      }
    }
    if let rows { people?.insert(rows, into: groups) }
  }

  mutating func merge(_ other: CategoryCounts) {
    let groups = index.groups(of: other.index)
    grow()
    for (group, target) in groups.enumerated() {
      counts[target] += other.counts[group]
      if let floor = other.people { people?.merge(floor, group: group, into: target) }
    }
  }

  private mutating func grow() {
    counts.append(contentsOf: repeatElement(0, count: index.count - counts.count))
    people?.grow(to: index.count)
  }

  var rowCount: Int64 { counts.reduce(0, +) }

  /// Categories in scikit-learn's order. With `vocabulary` these are all that it names, seen or not, and no other.
  func seen(as type: ColumnType, vocabulary: [String]? = nil) -> SeenCategories {
    let texts = vocabulary ?? CategoryOrder.sorted(index.texts, as: type)
    let categories = texts.map { text in
      SeenCategories.Category(text: text, group: index.find(text), in: self)
    }
    return SeenCategories(
      categories: categories, missing: .init(text: nil, group: CategoryIndex.missing, in: self))
  }

  /// Whether the rare categories have at least `k` people together.
  func isMetTogether(by rare: [SeenCategories.Category]) -> Bool {
    people?.isMet(rare.compactMap(\.group)) ?? true
  }

  fileprivate func count(of group: Int?) -> Int64 { group.map { counts[$0] } ?? 0 }

  fileprivate func isRare(_ group: Int?) -> Bool {
    guard let people else { return false }
    return group.map { !people.isMet($0) } ?? true
  }
}

/// What fitting knows of one column's categories.
struct SeenCategories: Sendable {
  struct Category: Sendable {
    /// `nil` for the missing value.
    let text: String?
    fileprivate let group: Int?
    let count: Int64
    /// Fewer than `k` people stand behind it: neither its name nor its count may enter a state.
    let isRare: Bool

    fileprivate init(text: String?, group: Int?, in counts: CategoryCounts) {
      self.text = text
      self.group = group
      count = counts.count(of: group)
      isRare = counts.isRare(group)
    }
  }

  /// In order, without the missing value.
  let categories: [Category]
  let missing: Category
}

/// The accumulator of the encoders that count: one `CategoryCounts` a column.
package struct CategoryStatistics: Accumulator {
  private let names: [String]
  private(set) var columns: [CategoryCounts]

  init(_ context: FitContext) {
    names = context.inputs.map(\.name)
    columns = context.inputs.map { _ in CategoryCounts(k: context.k) }
  }

  package mutating func update(_ rows: Rows) throws(TransformError) {
    try rows.require(names)
    for position in columns.indices { columns[position].update(rows.columns[position], people: rows.people) }
  }

  package mutating func merge(_ other: CategoryStatistics) {
    for position in columns.indices { columns[position].merge(other.columns[position]) }
  }

  /// Refuses to fit on no row at all.
  func requireRows(_ context: FitContext) throws(TransformError) {
    for (field, counts) in zip(context.inputs, columns) where counts.rowCount == 0 {
      throw .unfittable(column: field.name, problem: "has no row to learn from")
    }
  }
}
