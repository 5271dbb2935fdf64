/// A file to write.
package struct OutputDeclaration: Section {
  package enum Format: String, ParameterWord {
    case csv, npy
    package static var refusals: [String: String] { FormatsToCome.ofOutputs }
  }
  package var format = Format.csv
  package var uri = Located("", at: SourceSpan(line: 1, column: 1))
  package var split: Located<String>?
  package var from: Located<String>?

  package init() {}

  package static let parameters: [Parameter<OutputDeclaration>] = [
    .init(
      "format", \.format,
      "Format of the file: CSV, or the features and the target as a NumPy array of 64-bit floats, a missing value as NaN.",
      required: true),
    .init("uri", \.uri, "Path of the file, or `-` for standard output.", required: true, .notEmpty),
    .init("split", \.split, "The part of `split` to write; without it all rows are written.", .notEmpty),
    .init(
      "from", \.from, "The step or source whose table is written; without it, the table of the last step.", .notEmpty),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) { FileLocation.validate(uri, in: node, &decoder) }
}

/// Where rows that break the contract go.
package struct QuarantineDeclaration: Section {
  package enum Values: String, ParameterWord { case masked }
  package var uri = Located("", at: SourceSpan(line: 1, column: 1))
  package var values = Values.masked

  package init() {}

  package static let parameters: [Parameter<QuarantineDeclaration>] = [
    .init("uri", \.uri, "Path of the CSV file.", required: true, .notEmpty),
    .init("values", \.values, "How values are written: `masked` keeps only their shape."),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) { FileLocation.validate(uri, in: node, &decoder) }
}

/// A file that a run writes.
package struct FileDeclaration: Section {
  package var uri = Located("", at: SourceSpan(line: 1, column: 1))

  package init() {}

  package static let parameters: [Parameter<FileDeclaration>] = [
    .init("uri", \.uri, "Path of the file.", required: true, .notEmpty)
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) { FileLocation.validate(uri, in: node, &decoder) }
}

/// Where the account of a run goes.
package struct ManifestDeclaration: Section {
  package var uri = Located("", at: SourceSpan(line: 1, column: 1))

  package init() {}

  package static let parameters: [Parameter<ManifestDeclaration>] = [
    .init("uri", \.uri, "Path of the file.", required: true, .notEmpty),
    .init("openlineage", refusedBecause: "lineage comes with a later version"),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) { FileLocation.validate(uri, in: node, &decoder) }
}
