/// What an output must keep to be released.
///
/// k-anonymity: Sweeney, "k-anonymity: a model for protecting privacy", IJUFKS 10(5), 2002. l-diversity:
/// Machanavajjhala, Kifer, Gehrke, Venkitasubramaniam, "l-diversity: privacy beyond k-anonymity", TKDD 1(1), 2007.
/// t-closeness: Li, Li, Venkatasubramanian, "t-closeness: privacy beyond k-anonymity and l-diversity", ICDE 2007.
package struct ReleasePolicy: Sendable, Equatable {
  /// How values of a sensitive column are counted in a class.
  package enum Diversity: Sendable, Equatable {
    /// At least l values.
    case distinct
    /// Entropy of at least log l.
    case entropy
    /// Of the counts r1 ≥ r2 ≥ … of the values: r1 < c (rl + … + rm).
    case recursive(c: Double)
  }

  /// People who share each combination of quasi-identifiers, at the least.
  package var k: Int
  package var l: Double?
  package var diversity = Diversity.distinct
  package var t: Double?

  package init(k: Int, l: Double? = nil, diversity: Diversity = .distinct, t: Double? = nil) {
    self.k = k
    self.l = l
    self.diversity = diversity
    self.t = t
  }

  /// Values among which recursive diversity compares; `nil` where it is not asked for.
  var recursiveL: Int? {
    if case .recursive = diversity { l.map { Int($0.rounded(.up)) } } else { nil }
  }

  /// Sums of many fractions do not come out even: a distance that is `t` on paper is not above it.
  static let tolerance = 1e-12

  /// Whether a class of that many people, with these counts of a column's values, is large and diverse enough.
  func admits(_ counts: ValueCounts) -> Bool {
    guard let l else { return true }
    return switch diversity {
    case .distinct: Double(counts.entries.count) >= l
    case .entropy: counts.entropyDiversity >= l - Self.tolerance * l
    case .recursive(let c): recursiveL.flatMap { counts.recursiveRatio(l: $0) }.map { $0 < c } ?? false
    }
  }

  func admits(distance: Double) -> Bool { t.map { distance <= $0 + Self.tolerance } ?? true }
}
