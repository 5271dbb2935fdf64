/// A column of a contract.
package struct ColumnDeclaration: Section {
  /// The names of the column types; `Columns.ColumnType` has the same.
  package enum Kind: String, ParameterWord { case int, float, bool, string, text, category, date, timestamp }
  package enum Purpose: String, ParameterWord { case feature, key, target, group, time, weight }
  /// The order of a date's parts where it is not ISO 8601.
  package enum DateOrder: String, ParameterWord { case dmy, mdy }
  package var type = Located(Kind.string, at: SourceSpan(line: 1, column: 1))
  package var role = Purpose.feature
  package var nullable = false
  package var unique = false
  package var min: Double?
  package var max: Double?
  package var values: [Located<String>]?
  package var format: DateOrder?
  package var pii: Located<PersonalDataKind>?
  package var tags: [String] = []

  package init() {}

  package static let parameters: [Parameter<ColumnDeclaration>] = [
    .init("type", \.type, "Type of the values.", required: true),
    .init("role", \.role, "What the column is for; only features are transformed."),
    .init("nullable", \.nullable, "Whether a value may be missing."),
    .init("unique", \.unique, "Whether a value may occur only once; a second row with it is invalid."),
    .init("min", \.min, "Smallest valid number."),
    .init("max", \.max, "Largest valid number."),
    .init(
      "values", \.values, "The only valid values of a category or string, in the order of the encoded columns.",
      .notEmpty),
    .init("format", \.format, "Order of a date's parts where it is not ISO 8601: `dmy` or `mdy`."),
    .init("pii", \.pii, "What kind of personal data the column holds; it then needs a privacy rule."),
    .init("tags", \.tags, "Free words for selectors."),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    guard node["type"] != nil, decoder.isSound("type") else { return }
    checkThatKeysFitTheType(node, &decoder)
    if let min, let max, min > max {
      decoder.descend("max") { decoder in
        decoder.report(
          .badValue, at: (node["max"] ?? node).span, "`max` is smaller than `min`", help: "exchange the two")
      }
    }
    var seen: Set<String> = []
    for value in values ?? [] where !seen.insert(value.value).inserted {
      decoder.descend("values") { decoder in
        decoder.report(
          .duplicateName, at: value.span, "this value occurs twice in `values`", help: "remove one of the two")
      }
    }
  }

  private func checkThatKeysFitTheType(_ node: Node, _ decoder: inout Decoder) {
    let rules: [(key: String, types: [Kind])] = [
      ("min", [.int, .float]), ("max", [.int, .float]), ("values", [.category, .string]),
      ("format", [.date, .timestamp]),
    ]
    for rule in rules where !rule.types.contains(type.value) {
      guard let written = node[rule.key], !written.isNull else { continue }
      decoder.descend(rule.key) { decoder in
        decoder.report(
          .badValue, at: written.span, "`\(rule.key)` does not go with `type: \(type.value.rawValue)`",
          help: "it bounds columns of type \(rule.types.map(\.rawValue).joined(separator: " or "))")
      }
    }
  }
}

/// What kind of personal data a column holds.
package enum PersonalDataKind: String, ParameterWord {
  case id, email, phone, name, address, ip, iban, card, username, device
  case nationalId = "national_id"
  case freeText = "free_text"
  case birthDate = "birth_date"
  case postcode, age, gender, location
  case health, religion, ethnicity, politics, orientation, biometric
}
