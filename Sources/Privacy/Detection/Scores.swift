/// How sure a detector is of what it found, between 0 and 1: the share of findings that would be right in text that has
/// few of them, by judgement where it cannot be counted. `DetectionPolicy.minimumScore` draws the line.
struct Scores: Equatable {
  /// In the form in which people write it, with separators or letters.
  let alone: Double
  /// As bare digits, or in small letters. 0: never without context.
  let bare: Double
  /// After words that say what it is, or in a field whose name does.
  let context: Double

  /// A form that is nothing else, whatever stands around it.
  static func always(_ score: Double) -> Scores { Scores(alone: score, bare: score, context: score) }

  /// Found only where words of context say what it is.
  static func onlyInContext(_ score: Double) -> Scores { Scores(alone: 0, bare: 0, context: score) }

  /// - Parameters:
  ///   - sighting: what was seen.
  ///   - hasContext: whether words say what it is; asked only if it makes a difference.
  func score(of sighting: Sighting, hasContext: () -> Bool) -> Double {
    let without = sighting.isBare ? bare : alone
    let score = context > without && hasContext() ? context : without
    return sighting.validity == .unverified ? score * Self.unverifiedShare : score
  }

  private static let unverifiedShare = 0.75
}
