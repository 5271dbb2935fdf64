/// An input table.
package struct SourceDeclaration: Configurable {
  package enum Format: String, ParameterWord { case csv, jsonl }
  package var format = Located(Format.csv, at: SourceSpan(line: 1, column: 1))
  package var uri = Located("", at: SourceSpan(line: 1, column: 1))
  package var delimiter = ","
  package var nullValues = [""]
  package var contract = ContractDeclaration()

  package init() {}

  package static let parameters: [Parameter<SourceDeclaration>] = [
    .init("format", \.format, "Format of the file.", required: true),
    .init("uri", \.uri, "Path of a file (also .gz and .zst), a glob, or `-` for standard input.", required: true),
    .init("delimiter", \.delimiter, "The character between fields.", .notEmpty),
    .init("null_values", \.nullValues, "Unquoted texts that stand for a missing value."),
    .init("contract", \.contract, "What the columns are.", required: true),
  ]
}

/// What a source promises, and what happens to rows that break it.
package struct ContractDeclaration: Configurable {
  package enum Extra: String, ParameterWord { case drop, fail }
  package enum Missing: String, ParameterWord { case fail, null }
  package var extraColumns = Extra.drop
  package var missingColumns = Missing.fail
  package var onInvalidRow = InvalidRowPolicy()
  package var columns = Named<ColumnDeclaration>()

  package init() {}

  package static let parameters: [Parameter<ContractDeclaration>] = [
    .init("extra_columns", \.extraColumns, "Columns of the file that the contract does not name; there is no `keep`."),
    .init("missing_columns", \.missingColumns, "Columns of the contract that the file does not have."),
    .init("on_invalid_row", \.onInvalidRow, "Rows that break the contract."),
    .init("columns", \.columns, "The columns, in the order of the features.", required: true, .notEmpty),
  ]
}

/// What happens to a row that breaks the contract.
package struct InvalidRowPolicy: Configurable {
  package enum Action: String, ParameterWord { case stop, quarantine, drop }
  package var action = Action.stop
  package var maxFraction = 0.01

  package init() {}

  package static let parameters: [Parameter<InvalidRowPolicy>] = [
    .init("action", \.action, "Stop the run, set the row aside, or drop and count it.", required: true),
    .init(
      "max_fraction", \.maxFraction, "The breaker: with more invalid rows than this fraction nothing is published.",
      .atLeast(0), .atMost(1)),
  ]
}

/// A column of a contract.
package struct ColumnDeclaration: Configurable {
  /// The names of the column types; `Columns.ColumnType` has the same.
  package enum Kind: String, ParameterWord { case int, float, bool, string, text, category, date, timestamp }
  package enum Purpose: String, ParameterWord { case feature, key, target, group, time, weight }
  package var type = Located(Kind.string, at: SourceSpan(line: 1, column: 1))
  package var role = Purpose.feature
  package var nullable = false
  package var unique = false
  package var min: Double?
  package var max: Double?
  package var values: [Located<String>]?
  package var format: String?
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
    .init("values", \.values, "The only valid values of a category or string, in the order of the encoded columns.", .notEmpty),
    .init("format", \.format, "Order of a date's parts where it is not ISO 8601: `dmy` or `mdy`."),
    .init("pii", \.pii, "What kind of personal data the column holds; it then needs a privacy rule."),
    .init("tags", \.tags, "Free words for selectors."),
  ]
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
