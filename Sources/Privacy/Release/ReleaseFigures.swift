/// What can be measured of a table that is to be released: how well its people hide among each other.
package struct ReleaseFigures: Sendable, Equatable {
  package struct Sensitive: Sendable, Equatable {
    package let name: String
    /// Whether t was measured with the ordered distance.
    package let isOrdered: Bool
    /// Values in the class that has the fewest.
    package let distinct: Int
    /// e to the entropy of the class that has the least.
    package let entropy: Double
    /// The table is recursively (c, `recursiveL`)-diverse for every c above it; `nil`: for none.
    package let recursive: Double?
    /// The l that a policy asks for; otherwise `distinct`.
    package let recursiveL: Int
    /// The largest distance of a class from the whole.
    package let t: Double
  }

  package let rows: Int
  package let classes: Int
  /// People of the smallest class; `nil` without rows.
  package let k: Int?
  package let sensitive: [Sensitive]

  /// Of a table as it is.
  ///
  /// - Parameter policy: says at which l recursive diversity is measured.
  package init(_ table: ReleaseTable, _ policy: ReleasePolicy? = nil) {
    let classes = EquivalenceClasses(table, groups: table.quasi.map { _ in nil })
    let counts = ClassCounts(table, classes)
    self.init(table, counts, kept: counts.rows.map { _ in true }, policy)
  }

  init(_ table: ReleaseTable, _ counts: ClassCounts, kept: [Bool], _ policy: ReleasePolicy?) {
    let places = kept.indices.filter { kept[$0] }
    rows = counts.keptRows(kept)
    classes = places.count
    k = places.map { counts.people[$0] }.min()
    guard !places.isEmpty else {
      sensitive = []
      return
    }
    let distributions = counts.distributions(of: table.sensitive, kept)
    sensitive = zip(table.sensitive, zip(counts.values, distributions)).map { column, measured in
      let (values, distribution) = measured
      let distinct = places.map { values[$0].entries.count }.min() ?? 0
      let l = policy?.recursiveL ?? distinct
      let ratios = places.map { values[$0].recursiveRatio(l: l) }
      return Sensitive(
        name: column.name, isOrdered: column.isOrdered, distinct: distinct,
        entropy: places.map { values[$0].entropyDiversity }.min() ?? 0,
        recursive: ratios.contains(nil) ? nil : ratios.compactMap(\.self).max(), recursiveL: l,
        t: places.map { distribution.distance(of: values[$0]) }.max() ?? 0)
    }
  }

  /// What a policy asks for and the figures do not give; empty where they do. A sentence each, of counts and names.
  package func shortcomings(_ policy: ReleasePolicy) -> [String] {
    guard let k else { return [] }
    var found: [String] = []
    if k < policy.k { found.append("k is \(k), less than \(policy.k)") }
    for column in sensitive {
      if let l = policy.l {
        switch policy.diversity {
        case .distinct where Double(column.distinct) < l:
          found.append("l of `\(column.name)` is \(column.distinct), less than \(Self.text(l))")
        case .entropy where column.entropy < l - ReleasePolicy.tolerance * l:
          found.append("the entropy l of `\(column.name)` is \(Self.text(column.entropy)), less than \(Self.text(l))")
        case .recursive(let c) where !(column.recursive.map { $0 < c } ?? false):
          found.append("`\(column.name)` is not recursively (\(Self.text(c)), \(column.recursiveL))-diverse")
        default: break
        }
      }
      if !policy.admits(distance: column.t), let t = policy.t {
        found.append("t of `\(column.name)` is \(Self.text(column.t)), more than \(Self.text(t))")
      }
    }
    return found
  }

  /// Four decimals at most, for people; reports for programs have all digits.
  package static func text(_ number: Double) -> String {
    let rounded = (number * 10_000).rounded() / 10_000
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : String(describing: rounded)
  }
}
