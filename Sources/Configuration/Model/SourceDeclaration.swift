/// An input table.
package struct SourceDeclaration: Section {
  package enum Format: String, ParameterWord {
    case csv, jsonl
    package static var refusals: [String: String] { FormatsToCome.ofSources }
  }
  /// What cuts CSV into fields.
  package enum CSVParser: String, ParameterWord { case mixed, libcsv }
  package var format = Located(Format.csv, at: SourceSpan(line: 1, column: 1))
  package var uri = Located("", at: SourceSpan(line: 1, column: 1))
  package var delimiter = ","
  package var csvParser = CSVParser.mixed
  package var nullValues = [""]
  package var contract = ContractDeclaration()

  package init() {}

  package static let parameters: [Parameter<SourceDeclaration>] = [
    .init("format", \.format, "Format of the file.", required: true),
    .init(
      "uri", \.uri, "Path of a file (also .gz and .zst), a glob, or `-` for standard input.", required: true,
      .notEmpty),
    .init(
      "delimiter", \.delimiter, "The character between fields of CSV; one byte, neither a quote nor a line end.",
      .notEmpty),
    .init(
      "csv_parser", \.csvParser,
      "What cuts CSV into fields: `mixed`, libcsv only where there are quotes, or `libcsv` for all, several times as slow; "
        + "the rows are the same."),
    .init("null_values", \.nullValues, "Unquoted texts that stand for a missing value, as `null` does in JSON Lines."),
    .init("contract", \.contract, "What the columns are.", required: true),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    FileLocation.validate(uri, in: node, &decoder)
    if format.value == .jsonl {
      refuse("delimiter", in: node, because: "JSON Lines have no delimiter", &decoder)
      refuse("csv_parser", in: node, because: "JSON Lines are no CSV", &decoder)
      return
    }
    let bytes = Array(delimiter.utf8)
    if bytes.count != 1 || [UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(bytes[0]) {
      decoder.descend("delimiter") { decoder in
        decoder.report(
          .badValue, at: (node["delimiter"] ?? node).span,
          "`delimiter` must be one byte, neither a quote nor a line end",
          help: "the usual ones are \",\", \";\", \"|\" and \"\\t\"")
      }
    }
  }
}

extension SourceDeclaration {
  /// Refuses a key that says something of CSV.
  private func refuse(_ key: String, in node: Node, because reason: String, _ decoder: inout Decoder) {
    guard let written = node[key], !written.isNull else { return }
    decoder.descend(key) { decoder in
      decoder.report(
        .badValue, at: written.span, "`\(key)` does not go with `format: jsonl`", help: "remove it: \(reason)")
    }
  }
}

/// What a source promises, and what happens to rows that break it.
package struct ContractDeclaration: Section {
  package enum Extra: String, ParameterWord { case drop, fail }
  package enum Missing: String, ParameterWord { case fail, null }
  package var extraColumns = Extra.drop
  package var missingColumns = Missing.fail
  package var onInvalidRow = InvalidRowPolicy()
  package var columns = Named<ColumnDeclaration>()

  package init() {}

  package static let parameters: [Parameter<ContractDeclaration>] = [
    .init(
      "extra_columns", \.extraColumns,
      "Columns of the file, or members of a line, that the contract does not name; there is no `keep`."),
    .init("missing_columns", \.missingColumns, "Columns of the contract that the file, or a line, does not have."),
    .init("on_invalid_row", \.onInvalidRow, "Rows that break the contract."),
    .init("columns", \.columns, "The columns, in the order of the features.", required: true, .notEmpty),
  ]
}

/// What happens to a row that breaks the contract.
package struct InvalidRowPolicy: Section {
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
