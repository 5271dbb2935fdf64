/// What is looked for, and how sure a finding must be: one choice that the egress gate, `redact`, `scan` and `scrub`
/// share.
///
/// Tier A is looked for unless it is taken out. Of tier B, naming a country adds its identifiers and what needs words of
/// context in any country (dates of birth, medical records, device numbers); the rest is added by name.
package struct DetectionPolicy: Sendable, Equatable {
  package let entities: Set<Entity>
  /// Whose customs are to be expected in what has no form of its own, such as national telephone numbers.
  package let countries: Set<Country>
  /// Findings of a lower score are none; between 0 and 1. Tier A is above it always.
  package let minimumScore: Double
  /// Of the pipeline's own; they are looked for whatever the entities.
  package private(set) var patterns: [CustomPattern] = []

  package static let usualMinimum = 0.5

  /// - Parameters:
  ///   - countries: whose identifiers are looked for.
  ///   - adding: what is looked for besides.
  ///   - removing: what is not, whatever the rest says.
  package init(
    countries: Set<Country> = [], adding: Set<Entity> = [], removing: Set<Entity> = [],
    minimumScore: Double = usualMinimum
  ) {
    let chosen = Entity.allCases.filter { entity in
      let detector = entity.detector
      if detector.tier == .standard || adding.contains(entity) { return true }
      if detector.countries.isEmpty { return !countries.isEmpty && detector.isBoundToContext }
      return !detector.countries.isDisjoint(with: countries)
    }
    self.init(exactly: Set(chosen).subtracting(removing), countries: countries, minimumScore: minimumScore)
  }

  /// These and no others.
  package init(
    exactly entities: Set<Entity>, countries: Set<Country> = Set(Country.allCases),
    minimumScore: Double = usualMinimum
  ) {
    self.entities = entities
    self.countries = countries
    self.minimumScore = minimumScore
  }

  /// The same with patterns besides.
  package func adding(_ patterns: [CustomPattern]) -> DetectionPolicy {
    var policy = self
    policy.patterns += patterns
    return policy
  }

  /// Tier A.
  package static let standard = DetectionPolicy()

  /// Every entity of every country.
  package static let everything = DetectionPolicy(exactly: Set(Entity.allCases))

  /// For messages, which are few and short and may repeat what stands in a file, before anything is known of whose data
  /// it is. Addresses of pages stay, since help names some, and so do ids of requests; the words of messages are no names,
  /// and digits in groups are phone numbers only after words.
  package static let messages = DetectionPolicy(
    exactly: Set(Entity.allCases).subtracting([.url, .uuid, .person]), countries: [])

  /// What it looks for beyond tier A and what of it not, in words; `nil` if it is the standard.
  package var difference: String? {
    func names(_ entities: Set<Entity>) -> String {
      entities.sorted { $0.rank < $1.rank }.map(\.rawValue).joined(separator: ", ")
    }
    if self == .standard { return nil }
    let added = entities.subtracting(Self.standard.entities), removed = Self.standard.entities.subtracting(entities)
    var text = "tier A"
    if !removed.isEmpty { text += " without \(names(removed))" }
    if !added.isEmpty { text += " and \(names(added))" }
    if !patterns.isEmpty { text += " and the patterns \(patterns.map(\.name).joined(separator: ", "))" }
    return minimumScore == Self.usualMinimum ? text : text + "; from a score of \(minimumScore)"
  }
}
