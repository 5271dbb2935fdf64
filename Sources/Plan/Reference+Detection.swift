import Privacy

extension Reference {
  /// `featurize explain NL_BSN`.
  static func explanation(of entity: Entity) -> String {
    let guide = entity.guide
    var text = "\(guide.name): tier \(guide.tier.rawValue)"
    text += guide.countries.isEmpty ? "\n" : ", \(guide.countries.joined(separator: ", "))\n"
    text += "\nWhat is recognised\n  \(guide.pattern)\n"
    if !guide.layouts.isEmpty {
      text += "\nForms (# a digit, @ a letter, * either, % a sign or letter)\n"
      text += guide.layouts.map { "  \($0)\n" }.joined()
    }
    if !guide.context.isEmpty { text += "\nWords of context\n  \(guide.context.joined(separator: ", "))\n" }
    text += "\nScore\n"
    text += Table(
      rows: [
        ["as people write it", scoreText(guide.scores.alone)],
        ["bare or in small letters", scoreText(guide.scores.bare)],
        ["after words of context", scoreText(guide.scores.context)],
      ]
    ).text(indent: 2)
    text += "\nLooked for\n  \(occasion(guide))\n"
    return text
  }

  private static func occasion(_ guide: EntityGuide) -> String {
    if guide.tier == .standard { return "always, unless `privacy.detect.except` names it" }
    if !guide.countries.isEmpty {
      return "where `privacy.detect` names one of its countries, or `\(guide.name.lowercased())` under `entities`"
    }
    return guide.isBoundToContext
      ? "where `privacy.detect` names any country, or `\(guide.name.lowercased())` under `entities`"
      : "where `privacy.detect` names `\(guide.name.lowercased())` under `entities`"
  }

  private static func scoreText(_ score: Double) -> String { score == 0 ? "never" : "\(score)" }

  /// `docs/detection-entities.md`.
  package static var entitiesDocument: String {
    """
    # What is detected

    Generated from the detectors; `make docs` writes it anew. `featurize explain NAME` says the same of one entity.

    Tier A is looked for everywhere: in outputs, fitted state, and by `redact`, `scan` and `scrub`. Tier B is bound to a
    country, to the name of a field, or to words of context before the finding, on its line and at most six words away:

    ```yaml
    privacy:
      detect:
        countries: [de, us]       # their identifiers, and what needs words of context in any country
        entities: [crypto_btc]    # besides, by name or by group (national_id, phone, secret ...)
        except: [ipv4]            # not these
        min_score: 0.5            # how sure a finding must be
    ```

    A column name, a JSON key or a header counts as words before each of its values: `steuer_id`, `taxId`, `"tax id"`. Letters
    of either case count, also beyond ASCII. A score of 0.5 or more is a finding unless `min_score` says otherwise: bare
    numbers of 9 or 11 digits stay below it without context, and what has "never" is not found without context at any
    score. Where check digits are optional, a number without them has three quarters of the score. Overlapping findings are
    one, named by the surest.

    In the forms, `#` is a digit, `@` a letter, `*` either, and `%` a sign or a letter.

    | entity | countries | what | forms | words of context | score: alone, bare, in context |
    |---|---|---|---|---|---|

    """
      + Entity.allCases.map { entity in
        let guide = entity.guide
        let cells = [
          "\(guide.name) (\(guide.tier.rawValue))", guide.countries.joined(separator: " "), guide.pattern,
          guide.layouts.map { "`\($0)`" }.joined(separator: " "), guide.context.joined(separator: ", "),
          guide.tier == .standard
            ? scoreText(guide.scores.alone)
            : [guide.scores.alone, guide.scores.bare, guide.scores.context].map(scoreText).joined(separator: ", "),
        ]
        return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
      }.joined()
  }
}
