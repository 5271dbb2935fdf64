/// How rows are divided by a keyed hash of a column, without randomness.
package struct SplitDeclaration: Configurable {
  package var by = Located("", at: SourceSpan(line: 1, column: 1))
  package var fractions = Named<Double>()
  package var fitOn = Located("", at: SourceSpan(line: 1, column: 1))

  package init() {}

  package static let parameters: [Parameter<SplitDeclaration>] = [
    .init("by", \.by, "The column whose value decides; rows of one value stay together.", required: true),
    .init("fractions", \.fractions, "Name and fraction of each part; they add up to 1.", required: true, .notEmpty),
    .init("fit_on", \.fitOn, "The part that steps are fitted on.", required: true),
  ]
}

/// A file to write.
package struct OutputDeclaration: Configurable {
  package enum Format: String, ParameterWord { case csv }
  package var format = Format.csv
  package var uri = Located("", at: SourceSpan(line: 1, column: 1))
  package var split: Located<String>?

  package init() {}

  package static let parameters: [Parameter<OutputDeclaration>] = [
    .init("format", \.format, "Format of the file.", required: true),
    .init("uri", \.uri, "Path of the file, or `-` for standard output.", required: true),
    .init("split", \.split, "The part of `split` to write; without it all rows are written."),
  ]
}

/// Where rows that break the contract go.
package struct QuarantineDeclaration: Configurable {
  package enum Values: String, ParameterWord { case masked }
  package var uri = Located("", at: SourceSpan(line: 1, column: 1))
  package var values = Values.masked

  package init() {}

  package static let parameters: [Parameter<QuarantineDeclaration>] = [
    .init("uri", \.uri, "Path of the CSV file.", required: true),
    .init("values", \.values, "How values are written: `masked` keeps only their shape."),
  ]
}

/// A file that a run writes.
package struct FileDeclaration: Configurable {
  package var uri = Located("", at: SourceSpan(line: 1, column: 1))

  package init() {}

  package static let parameters: [Parameter<FileDeclaration>] = [
    .init("uri", \.uri, "Path of the file.", required: true)
  ]
}

/// Where the account of a run goes.
package struct ManifestDeclaration: Configurable {
  package var uri = Located("", at: SourceSpan(line: 1, column: 1))

  package init() {}

  package static let parameters: [Parameter<ManifestDeclaration>] = [
    .init("uri", \.uri, "Path of the file.", required: true),
    .init("openlineage", refusedBecause: "lineage comes with a later version"),
  ]
}
