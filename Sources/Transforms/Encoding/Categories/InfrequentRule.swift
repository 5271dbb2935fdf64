/// scikit-learn's rule for which categories share the column (or code) of infrequent ones.
struct InfrequentRule {
  var minFrequency: Int?
  var maxCategories: Int?

  var isActive: Bool { minFrequency != nil || maxCategories != nil }

  /// Whether each category is infrequent. `isRare` ones are so in any case, and count as the smallest when
  /// `max_categories` chooses; ties keep the last in order. As in scikit-learn the limit includes the infrequent
  /// category even where there is none yet: `max_categories: 4` folds one of four.
  func apply(to categories: [SeenCategories.Category]) -> [Bool] {
    let leastRows = Int64(minFrequency ?? 0)
    var isInfrequent = categories.map { $0.isRare || $0.count < leastRows }
    let frequent = isInfrequent.count { !$0 }
    if let maxCategories, maxCategories < frequent + 1 {
      let kept = maxCategories - 1
      let ascending = categories.indices.sorted { left, right in
        (weight(categories[left]), left) < (weight(categories[right]), right)
      }
      for position in ascending.dropLast(kept) { isInfrequent[position] = true }
    }
    return isInfrequent
  }

  private func weight(_ category: SeenCategories.Category) -> Int64 { category.isRare ? -1 : category.count }
}
