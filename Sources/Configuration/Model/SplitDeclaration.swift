/// How rows are divided by a keyed hash of a column, without randomness.
package struct SplitDeclaration: Section {
  package var by = Located("", at: SourceSpan(line: 1, column: 1))
  package var fractions = Named<Double>()
  package var fitOn = Located("", at: SourceSpan(line: 1, column: 1))

  package init() {}

  package static let parameters: [Parameter<SplitDeclaration>] = [
    .init("by", \.by, "The column whose value decides; rows of one value stay together.", required: true, .notEmpty),
    .init(
      "fractions", \.fractions, "Name and fraction of each part; they add up to 1.", required: true, .notEmpty,
      .above(0), .atMost(1)),
    .init("fit_on", \.fitOn, "The part that steps are fitted on.", required: true, .notEmpty),
  ]

  /// Decimal fractions such as 0.7, 0.2 and 0.1 do not add up to 1 exactly in binary.
  private static let tolerance = 1e-9

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    // An empty list of parts has been reported, or could not be read.
    guard !fractions.isEmpty, let written = node["fractions"] else { return }
    if case .mapping(let entries) = written.content, entries.count == fractions.entries.count {
      let sum = fractions.entries.map(\.value).reduce(0, +)
      if abs(sum - 1) > Self.tolerance {
        decoder.descend("fractions") { decoder in
          decoder.report(
            .badValue, at: written.span, "the fractions do not add up to 1",
            help: "every row belongs to one part: make the fractions add up to 1")
        }
      }
    }
    guard let place = node["fit_on"], !fitOn.value.isEmpty else { return }
    if !fractions.names.contains(fitOn.value) {
      decoder.descend("fit_on") { decoder in
        decoder.reportUnknownName(fitOn.value, at: place.span, what: "part of `fractions`", known: fractions.names)
      }
    }
  }
}

extension Decoder {
  /// A name that refers to something declared in the same section.
  mutating func reportUnknownName(_ name: String, at span: SourceSpan, what: String, known: [String]) {
    report(
      .unknownName, at: span, "`\(name)` is no \(what)",
      help: Spelling.nearest(to: name, among: known).map { "did you mean `\($0)`?" }
        ?? "known here: \(known.map { "`\($0)`" }.joined(separator: ", "))")
  }
}
