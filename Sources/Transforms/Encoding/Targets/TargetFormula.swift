/// How one target encoder makes numbers of the target's moments.
protocol TargetFormula: Sendable {
  /// The encoding where nothing is known of a row's category, given the moments over all rows.
  func neutral(_ prior: Moments) -> Double
  /// The encoding of a category by its own moments, which hold at least one row.
  func encoder(of rows: TargetGroup) -> (Moments) -> Double
}

/// The rows that an encoding is learned from: all, those of the other folds, or those of earlier periods.
struct TargetGroup {
  /// Over all of them.
  var prior = Moments()
  /// The moments of each category that may be learned from; empty ones have no row among these.
  var categories: [Moments] = []
  /// How many of the categories have rows.
  var present = 0

  /// Whether each row has a category of its own: nothing is to be learned from a key.
  var isKeyLike: Bool { present == prior.count }

  init(prior: Moments, categories: [Moments]) {
    self.prior = prior
    self.categories = categories
    present = categories.count { $0.count > 0 }
  }

  /// Adds rows of a category.
  mutating func add(_ moments: Moments, to category: Int) {
    if categories[category].count == 0 && moments.count > 0 { present += 1 }
    categories[category].merge(moments)
  }
}

extension TargetFormula {
  /// The encodings of the categories, in order.
  func encodings(of rows: TargetGroup) -> [Double] {
    let encode = encoder(of: rows)
    let neutral = neutral(rows.prior)
    return rows.categories.map { $0.count == 0 ? neutral : encode($0) }
  }
}

extension Moments {
  /// With denominator n − 1; 0 for a single value.
  var sampleVariance: Double { count < 2 ? 0 : squares / Double(count - 1) }
}
