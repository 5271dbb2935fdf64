package import Configuration

/// A kind of personal data or secret in the words of a pipeline: a group such as `card` or `national_id`, or the name of
/// one entity in small letters.
package struct EntityWord: ParameterWord, Hashable {
  package let rawValue: String

  package init?(rawValue: String) {
    guard Self.words.contains(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  package static let allCases: [EntityWord] = words.map { EntityWord(known: $0) }

  private init(known word: String) { rawValue = word }

  /// Groups first, then single entities.
  private static let words: [String] =
    Array(groups.map(\.word))
    + Entity.allCases.map { $0.rawValue.lowercased() }.filter { word in
      !groups.contains { $0.word == word }
    }

  private static let groups: [(word: String, entities: Set<Entity>)] = [
    ("all", Set(Entity.allCases)), ("email", [.email]), ("phone", [.phone]), ("card", [.creditCard]), ("iban", [.iban]),
    ("ip", [.ipv4, .ipv6]),
    ("mac", [.mac]), ("secret", Entity.secrets),
    ("national_id", [.usSocialSecurity, .swissSocialSecurity, .passport]),
  ]

  /// There are too many to list them in an error.
  package static func decode(_ node: Node, _ decoder: inout Decoder) -> EntityWord? {
    guard let word = String.decode(node, &decoder) else { return nil }
    if let known = EntityWord(rawValue: word) { return known }
    decoder.report(
      .unknownWord, at: node.span, "expected a kind of personal data in small letters, such as card or nl_bsn",
      help: Spelling.nearest(to: word.lowercased(), among: words).map { "did you mean `\($0)`?" }
        ?? "docs/detection-entities.md lists them, and so does `featurize explain`")
    return nil
  }

  /// What it stands for where numbers of these countries are expected: `national_id` has theirs too, and `phone` numbers
  /// as they are dialled there.
  package func entities(in countries: Set<Country>) -> Set<Entity> {
    guard var entities = Self.groups.first(where: { $0.word == rawValue })?.entities else {
      return Set(Entity.allCases.filter { $0.rawValue.lowercased() == rawValue })
    }
    if rawValue == "phone", !countries.isEmpty { entities.insert(.nationalPhone) }
    if rawValue == "national_id" {
      entities.formUnion(Entity.nationalIDs.filter { !$0.detector.countries.isDisjoint(with: countries) })
    }
    return entities
  }
}
