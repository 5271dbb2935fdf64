/// What the documentation says of an entity.
package struct EntityGuide: Sendable {
  /// Its name in reports and labels.
  package let name: String
  package let tier: Tier
  /// Codes of ISO 3166-1; empty where the form is the same everywhere.
  package let countries: [String]
  package let pattern: String
  /// The forms in which it may be written; empty where they are not fixed. See `Layout`.
  package let layouts: [String]
  package let context: [String]
  /// How sure a finding is as people write it, as bare digits or in small letters, and after words of context.
  package let scores: (alone: Double, bare: Double, context: Double)
  /// Whether nothing is found, as a rule, without words of context.
  package let isBoundToContext: Bool
}

extension Entity {
  package var guide: EntityGuide {
    let detector = detector
    let layouts = (detector as? any LayoutDetector.Type)?.layouts ?? []
    let scores = detector.scores
    return EntityGuide(
      name: rawValue, tier: detector.tier, countries: detector.countries.map(\.rawValue).sorted(),
      pattern: detector.pattern, layouts: layouts.map(\.text), context: detector.context,
      scores: (scores.alone, scores.bare, scores.context), isBoundToContext: detector.isBoundToContext)
  }

  /// Of an entity by its name, in any letters.
  package init?(named name: String) { self.init(rawValue: name.uppercased()) }
}
