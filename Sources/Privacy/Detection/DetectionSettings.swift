package import Configuration

/// What a pipeline says under `privacy.detect`: which personal data the gate and `redact` look for.
package struct DetectionSettings: Section {
  package var countries: [Located<Country>] = []
  package var entities: [Located<EntityWord>] = []
  package var except: [Located<EntityWord>] = []
  package var minScore = DetectionPolicy.usualMinimum

  package init() {}

  package static let parameters: [Parameter<DetectionSettings>] = [
    .init(
      "countries", \.countries,
      "Whose identifiers are looked for, besides what is looked for everywhere; by the codes of ISO 3166-1."),
    .init("entities", \.entities, "What is looked for besides: single entities, or groups such as `national_id`."),
    .init("except", \.except, "What is not looked for."),
    .init(
      "min_score", \.minScore,
      "How sure a finding of a country's identifiers must be; docs/detection-entities.md has the scores.",
      .atLeast(0), .atMost(1)),
  ]

  package var policy: DetectionPolicy {
    let countries = Set(countries.map(\.value))
    func entities(_ words: [Located<EntityWord>]) -> Set<Entity> {
      words.reduce(into: []) { $0.formUnion($1.value.entities(in: countries)) }
    }
    return DetectionPolicy(
      countries: countries, adding: entities(self.entities), removing: entities(except), minimumScore: minScore)
  }

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    guard decoder.isSound("countries"), decoder.isSound("entities"), decoder.isSound("except") else { return }
    let countries = Set(countries.map(\.value))
    let excepted = except.reduce(into: Set<Entity>()) { $0.formUnion($1.value.entities(in: countries)) }
    for word in entities where word.value.entities(in: countries).isSubset(of: excepted) {
      decoder.descend("entities") { decoder in
        decoder.report(
          .contradictoryDetection, at: word.span,
          "`\(word.value.rawValue)` is looked for and excepted", help: "take it out of `entities` or out of `except`")
      }
    }
  }
}
