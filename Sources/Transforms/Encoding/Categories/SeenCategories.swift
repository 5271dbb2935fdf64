import Columns

/// What fitting knows of one column's categories.
struct SeenCategories: Sendable {
  struct Category: Sendable {
    /// `nil` for the missing value.
    let text: String?
    /// In the counts; `nil` for a declared category that no row has.
    fileprivate let code: Int?
    /// Rows.
    let count: Int64
    /// Fewer than `k` people stand behind it: neither its name nor its count may enter a state.
    let isRare: Bool
  }

  /// In scikit-learn's order, without the missing value.
  let categories: [Category]
  let missing: Category
  /// The rows of all.
  let rowCount: Int64
  private let counts: LevelCounts

  /// With `vocabulary` the categories are all that it names, in its order, seen or not, and no other.
  init(_ counts: LevelCounts, as type: ColumnType, vocabulary: [String]? = nil) {
    let names = counts.names
    let table = StringTable(Strings(names))
    categories = (vocabulary ?? CategoryOrder.sorted(names, as: type)).map { text in
      let code = table.find(text).map { Int($0) + 1 }
      return Category(
        text: text, code: code, count: code.map(counts.count(of:)) ?? 0,
        isRare: !(code.map(counts.isLargeEnough) ?? counts.areLargeEnough(together: [])))
    }
    let missing = Int(Levels.missing)
    self.missing = Category(
      text: nil, code: missing, count: counts.count(of: missing), isRare: !counts.isLargeEnough(missing))
    rowCount = counts.rowCount
    self.counts = counts
  }

  /// Whether at least k people stand behind the categories together.
  func areLargeEnough(together categories: [Category]) -> Bool {
    counts.areLargeEnough(together: categories.compactMap(\.code))
  }
}
