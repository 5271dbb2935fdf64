/// libyaml's complaints in the words of someone who writes pipelines.
enum YAMLProblem {
  static func diagnostic(for error: YAMLSyntaxError, in source: SourceText) -> Diagnostic {
    let context = error.contextStart
    let (message, help) = words(for: error)
    // An unclosed quote or a key without a colon is mended where it begins, not where libyaml noticed.
    let isMendedAtStart = error.problem.hasPrefix("could not find expected ':'") || error.isUnclosed
    var index = error.index
    if isMendedAtStart, let context { index = context }
    var note = help
    if isBareReference(at: error.index, in: source) {
      return Diagnostic(
        .invalidYAML, at: .file(source.file, source.span(from: error.index - 1, to: error.index + 1)),
        "inside brackets and braces a reference needs quotes", help: "write \"${params.NAME}\"")
    }
    if !isMendedAtStart, let context, context != error.index, error.problem.hasPrefix("did not find expected ',' or") {
      let opened = source.span(from: context, to: context)
      note += "; the bracket opens at \(opened.line):\(opened.column)"
    }
    return Diagnostic(.invalidYAML, at: .file(source.file, source.span(from: index, to: index)), message, help: note)
  }

  /// `{a: ${params.x}}`: libyaml stops at the brace behind the dollar sign.
  private static func isBareReference(at index: Int, in source: SourceText) -> Bool {
    let place = source.span(from: index, to: index)
    guard let line = source.line(place.line), place.column >= 2, place.column <= line.count else { return false }
    return line[place.column - 2] == "$" && line[place.column - 1] == "{"
  }

  private static func words(for error: YAMLSyntaxError) -> (message: String, help: String) {
    if error.isUnclosed { return ("a quote is opened here and not closed", "close it, on the same line at best") }
    for (problem, message, help) in table where error.problem.hasPrefix(problem) { return (message, help) }
    return ("this is not well-formed YAML: \(error.problem)", "compare with a line that works")
  }

  private static let table: [(problem: String, message: String, help: String)] = [
    (
      "mapping values are not allowed", "a second `:` on one line, or a key indented differently from its neighbours",
      "quote the text if the colon belongs to it; give keys of one mapping the same indentation"
    ),
    (
      "found character that cannot start any token", "no value can start with this character",
      "indent with spaces, not tabs, and quote text that starts with @, ` or %"
    ),
    ("found a tab character", "a tab stands where indentation is expected", "indent with spaces"),
    (
      "could not find expected ':'", "a key without `:`",
      "write `key: value`, and indent the lines of a long text further than its key"
    ),
    (
      "did not find expected ',' or ']'", "a list in brackets goes on without `,` or `]`",
      "separate items by commas and close the bracket"
    ),
    (
      "did not find expected ',' or '}'", "a mapping in braces goes on without `,` or `}`",
      "separate entries by commas and close the brace"
    ),
    (
      "did not find expected key", "a key is expected here",
      "give keys of one mapping the same indentation, and quote text that has quotes or `: ` inside"
    ),
    (
      "did not find expected '-' indicator", "a list item is expected here",
      "start each item with `- ` at the same indentation"
    ),
    (
      "block sequence entries are not allowed", "a list item cannot start here",
      "put `- ` on a line of its own below the key"
    ),
    (
      "mapping keys are not allowed", "a key cannot start here", "put the mapping on lines of its own below the key"
    ),
    (
      "found unknown escape character", "this escape is not known",
      "write \\\\ for a backslash, or use single quotes"
    ),
    (
      "did not find expected hexdecimal number", "an escape needs hexadecimal digits here",
      "write \\\\ for a backslash, or use single quotes"
    ),
    ("found undefined tag handle", "this tag is not part of the pipeline language", "remove the `!` word"),
    ("found unexpected document indicator", "the document ends inside a quoted text", "close the quote"),
    ("found unexpected end of stream", "the file ends too early", "close what is open: a quote, a bracket or a brace"),
    (
      "did not find expected <document start>", "a second value begins where the file should end",
      "check the indentation of this line and the one above"
    ),
    ("did not find expected node content", "a value is expected here", "give a value, or remove the comma before it"),
    (
      "did not find expected alphabetic or numeric character", "`&` and `*` stand for anchors and aliases",
      "quote the text if it starts with `*` or `&`"
    ),
    ("found incompatible YAML document", "the file asks for another version of YAML", "remove the %YAML line"),
    ("found duplicate", "a directive occurs twice", "remove the lines that start with %"),
    ("found unknown directive", "this directive is not known", "remove the lines that start with %"),
    ("control characters are not allowed", "a character that YAML keeps out of files stands near here", "remove it"),
    ("out of memory", "the file could not be read: out of memory", "free memory and try again"),
  ]
}

extension YAMLSyntaxError {
  fileprivate var isUnclosed: Bool {
    problem == "found unexpected end of stream" && context == "while scanning a quoted scalar"
  }
}
