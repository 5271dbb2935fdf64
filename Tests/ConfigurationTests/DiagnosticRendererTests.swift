import Configuration
import Testing

@Suite struct DiagnosticRendererTests {
  private func render(
    _ diagnostics: [Diagnostic], _ text: String = "", _ format: DiagnosticRenderer.Format = .text, colour: Bool = false
  ) -> String {
    let source = SourceText(Array(text.utf8), file: "pipelines/churn.yaml")
    return DiagnosticRenderer(format, sources: [source], usesColour: colour, version: "1.2.3").render(diagnostics)
  }

  private func at(_ line: Int, _ column: Int, _ length: Int, help: String? = "do this") -> Diagnostic {
    Diagnostic(
      .unknownKey, at: .file("pipelines/churn.yaml", SourceSpan(line: line, column: column, length: length)),
      "it is wrong",
      help: help)
  }

  @Test func textLooksAsTheGrammarShows() {
    let text = String(repeating: "\n", count: 20) + "        phone:       {type: string, pii: phone}\n"
    #expect(
      render([at(21, 9, 5)], text) == """
        error[F0101]: it is wrong
          --> pipelines/churn.yaml:21:9
           |
        21 |         phone:       {type: string, pii: phone}
           |         ^^^^^
           = help: do this
           = explain: featurize explain F0101

        """)
  }

  @Test func dataAndWholeFilesHaveNoExcerpt() {
    let data = Diagnostic(
      .badValue, at: .data(source: "customers", row: 17, column: "age"), "the value is larger than `max`",
      severity: .warning)
    let whole = Diagnostic(.unknownParameter, at: .whole("--set"), "no such parameter", severity: .note)
    #expect(
      render([data, whole]) == """
        warning[F0105]: the value is larger than `max`
         --> customers:17:age
          = explain: featurize explain F0105

        note[F0115]: no such parameter
         --> --set
          = explain: featurize explain F0115

        """)
  }

  /// Excerpt and caret line for a place in one line of text.
  @Test(arguments: [
    ("a: b", 4, 1, "a: b", "   ^"),
    ("a:\tb", 4, 1, "a:  b", "    ^"),
    ("名前: x", 5, 1, "名前: x", "      ^"),
    ("名前: x", 1, 2, "名前: x", "^^^^"),
    ("e\u{301}: x", 5, 1, "e\u{301}: x", "   ^"),
    ("a:", 4, 1, "a:", "  ^"),
    ("a: \u{1B}[2J", 4, 1, "a: \u{FFFD}[2J", "   ^"),
    ("a: \u{202E}x", 5, 1, "a: \u{FFFD}x", "    ^"),
    ("", 1, 1, "", "^"),
  ])
  func caretsPointRight(line: String, column: Int, length: Int, excerpt: String, carets: String) {
    let lines = render([at(1, column, length)], line).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[3] == "1 | \(excerpt)")
    #expect(lines[4] == "  | \(carets)")
  }

  @Test func longLinesAreCutAroundThePlace() {
    let line = String(repeating: "x", count: 5_000) + "HERE" + String(repeating: "y", count: 5_000)
    let lines = render([at(1, 5_001, 4)], line).split(separator: "\n")
    #expect(lines[3].count < 180)
    let caret = lines[4].firstIndex(of: "^")!
    let column = lines[4].distance(from: lines[4].startIndex, to: caret)
    #expect(lines[3].dropFirst(column).hasPrefix("HERE"))
    #expect(lines[4].filter { $0 == "^" }.count == 4)
  }

  @Test func colourOnlyWhenAsked() {
    #expect(!render([at(1, 1, 1)], "a").contains("\u{1B}"))
    let coloured = render([at(1, 1, 1)], "a", colour: true)
    #expect(coloured.hasPrefix("\u{1B}[31;1merror[F0101]\u{1B}[0m: "))
  }

  @Test(arguments: [
    "secrets:\n  k: hunter2\n", "\"secrets\": {k: hunter2}\n", "{a: 1, secrets: {k: hunter2}}\n",
    "secrets:\n\n# c\n  k:\n    - [hunter2\n", "? secrets\n:\n  k: hunter2\n", "'secrets' : hunter2",
    "secrets: hunter2: x",
    "secrets:\n  - hunter2\n", "secrets:\n- hunter2\n", "secrets:\n  k: >\n    one\n    hunter2\nname: x\n",
  ])
  func secretsAreMasked(text: String) {
    for line in 1...(text.split(separator: "\n", omittingEmptySubsequences: false).count) {
      let report = render([at(line, 1, 1)], text)
      #expect(!report.contains("hunter"), "\(report)")
    }
    let after = render([at(1, 1, 1)], "name: visible\nsecrets:\n  k: x\n")
    #expect(after.contains("visible"))
    #expect(render([at(3, 1, 1)], "secrets:\n  k: x\nname: visible\n").contains("visible"))
  }

  @Test func gitHubCommandsAreEscaped() {
    var diagnostic = at(3, 5, 2)
    diagnostic.message = "100 % wrong\nreally"
    diagnostic.place = .file("a,b:c.yaml", SourceSpan(line: 3, column: 5, length: 2))
    #expect(
      render([diagnostic], "", .github)
        == "::error file=a%2Cb%3Ac.yaml,line=3,col=5,endColumn=7,title=F0101%3A unknown key::"
        + "100 %25 wrong%0Areally%0Ahelp: do this\n")
  }

  @Test func jsonHasStableKeys() throws {
    let data = Diagnostic(.badValue, at: .data(source: "customers", row: nil, column: "age"), "too many")
    let report = try JSON(parsing: Array(render([at(3, 5, 2), data], "", .json).utf8))
    #expect(
      report == [
        [
          "code": "F0101", "severity": "error", "title": "unknown key", "message": "it is wrong", "help": "do this",
          "file": "pipelines/churn.yaml", "line": 3, "column": 5, "length": 2, "source": .null, "row": .null,
          "source_column": .null,
        ],
        [
          "code": "F0105", "severity": "error", "title": "value out of range", "message": "too many", "help": .null,
          "file": .null, "line": .null, "column": .null, "length": .null, "source": "customers", "row": .null,
          "source_column": "age",
        ],
      ])
    #expect(render([], "", .json) == "[]\n")
  }

  @Test func sarifNamesRulesAndPlaces() throws {
    var odd = at(1, 1, 1)
    odd.place = .file("a b/ü:x.yaml", SourceSpan(line: 1, column: 1))
    let data = Diagnostic(.badValue, at: .data(source: "s", row: 4, column: "age"), "bad", severity: .warning)
    let log = try JSON(parsing: Array(render([data, at(3, 5, 2), odd], "", .sarif).utf8))
    #expect(log["version"] == "2.1.0")
    let run = try #require(log["runs"]?[0])
    #expect(run["tool"]?["driver"]?["rules"]?.array?.compactMap { $0["id"]?.string } == ["F0101", "F0105"])
    let results = try #require(run["results"]?.array)
    #expect(results.map { $0["ruleIndex"] } == [1, 0, 0])
    #expect(results[0]["level"] == "warning")
    #expect(
      results[1]["locations"]?[0]?["physicalLocation"]?["region"] == ["startLine": 3, "startColumn": 5, "endColumn": 7])
    #expect(results[2]["locations"]?[0]?["physicalLocation"]?["artifactLocation"]?["uri"] == "a%20b/%C3%BC%3Ax.yaml")
  }
}
