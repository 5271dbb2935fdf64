/// A form of personal data that only this pipeline's data has: an employee number, a file reference.
package struct PatternDeclaration: Section {
  /// The check-digit methods that a match can be held to.
  package enum Check: String, ParameterWord {
    case luhn, verhoeff, mod97, iban, ean13, icao
    case mod11Radix2 = "mod11_2"
    case mod11And10 = "mod11_10"
  }

  package var name = Located("", at: SourceSpan(line: 1, column: 1))
  package var pattern = Located("", at: SourceSpan(line: 1, column: 1))
  package var validator: Check?
  package var context: [String] = []
  package var contextRequired = true

  package init() {}

  package static let parameters: [Parameter<PatternDeclaration>] = [
    .init(
      "name", \.name, "Its name in labels and reports: capitals, digits and `_`, such as EMPLOYEE_NO.", required: true,
      .notEmpty),
    .init(
      "pattern", \.pattern, "A regular expression of RE2's syntax; `^` and `$` are the ends of lines.", required: true,
      .notEmpty),
    .init(
      "validator", \.validator,
      "How the check digits of a match are computed; a match with wrong ones is none. Separators do not count."),
    .init("context", \.context, "Words of which one stands before a match on its line, or in the name of its column."),
    .init(
      "context_required", \.contextRequired,
      "Whether a match without a word of `context` is none; otherwise it is only less sure."),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    guard decoder.isSound("name"), !name.value.isEmpty else { return }
    let bytes = Array(name.value.utf8)
    let isName =
      bytes.count <= Self.longestName && (0x41...0x5A).contains(bytes[0])
      && bytes.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
    if !isName {
      decoder.descend("name") { decoder in
        decoder.report(
          .badPatternName, at: name.span, "`name` must be a capital letter, then capitals, digits and `_`",
          help: "at most \(Self.longestName) characters, such as EMPLOYEE_NO")
      }
    }
  }

  static let longestName = 40
}

/// A file of patterns, as `privacy.patterns` has them, for commands that run without a pipeline.
package struct PatternFile: Section {
  package var patterns: [Located<PatternDeclaration>] = []

  package init() {}

  package static let parameters: [Parameter<PatternFile>] = [
    .init("patterns", \.patterns, "The patterns.", required: true, .notEmpty)
  ]
}
