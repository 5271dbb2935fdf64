import Configuration
import TestSupport
import Testing

@testable import Privacy

/// Patterns of a pipeline's own.
@Suite struct PatternTests {
  static let place = SourceSpan(line: 1, column: 1)

  static func pattern(
    _ text: String, name: String = "EMPLOYEE_NO", check: PatternDeclaration.Check? = nil, context: [String] = [],
    isRequired: Bool = true
  ) throws -> CustomPattern {
    var declaration = PatternDeclaration()
    declaration.name = Located(name, at: place)
    declaration.pattern = Located(text, at: place)
    declaration.validator = check
    declaration.context = context
    declaration.contextRequired = isRequired
    return try CustomPattern(declaration)
  }

  /// Of the pattern alone.
  static func scanner(_ patterns: CustomPattern...) -> Scanner {
    Scanner(DetectionPolicy(exactly: []).adding(patterns))
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let pattern: String
    let expected: ScanRow
    var check: PatternDeclaration.Check?
    var context: [String] = []
    var testDescription: String { "\(pattern) in \(expected.text.prefix(40))" }

    init(_ pattern: String, _ marked: String, check: PatternDeclaration.Check? = nil, context: [String] = []) {
      self.pattern = pattern
      expected = ScanRow(nil, marked)
      (self.check, self.context) = (check, context)
    }
  }

  static let rows = [
    Row(#"\bE-[0-9]{4}\b"#, "⟦E-1234⟧, ⟦E-5678⟧; xE-1234 E-12345"), Row("[0-9]+", "a⟦1⟧b⟦22⟧c⟦333⟧"),
    Row("ü+", "x⟦üü⟧y⟦ü⟧"), Row("(?i)straße", "die ⟦Straße⟧, ⟦STRAße⟧ und STRASSE"),
    Row("^[a-z]+$", "⟦ab⟧\nCd\n⟦ef⟧"), Row("a.c", "⟦a\u{1F600}c⟧ ⟦aüc⟧ ac"), Row("x*y", "⟦xxy⟧ ⟦y⟧"),
    Row("a|ab", "⟦a⟧b"), Row("nothing", "something"), Row("[^ ]+@corp", "mail ⟦ada@corp⟧."),
    Row("[0-9]{4}", "⟦1230⟧ 1231", check: .luhn), Row("[0-9 ]{5}", "⟦12 30⟧x12 31", check: .luhn),
    Row("[0-9]{6}", "⟦123482⟧ 123483", check: .mod97),
    Row(
      "[0-9]{4}", "policy ⟦1234⟧, thing 5678 is far away from any of the words and so is not found 9999",
      context: ["policy"]),
    Row("[0-9]{4}", "4711\npolicy no. ⟦1234⟧", context: ["policy no"]),
  ]

  @Test(arguments: rows)
  func finds(_ row: Row) throws {
    let scanner = Self.scanner(try Self.pattern(row.pattern, check: row.check, context: row.context))
    let findings = scanner.findings(in: row.expected.text)
    let ranges = findings.map(\.range)
    if row.context.isEmpty {
      #expect(ranges == row.expected.expected)
    } else {
      #expect(ranges.contains(row.expected.expected[0]))
      #expect(ranges.count < 3)
    }
    #expect(findings.allSatisfy { $0.kind == .pattern("EMPLOYEE_NO") })
  }

  @Test func contextOfAField() throws {
    let scanner = Self.scanner(try Self.pattern("[0-9]{4}", context: ["policy"]))
    #expect(scanner.findings(in: "1234").isEmpty)
    #expect(scanner.findings(in: "1234", field: scanner.context(ofField: "policyNumber")).map(\.score) == [0.9])
    let optional = Self.scanner(try Self.pattern("[0-9]{4}", context: ["policy"], isRequired: false))
    #expect(optional.findings(in: "1234").map(\.score) == [0.7])
    #expect(optional.findings(in: "policy 1234").map(\.score) == [0.9])
  }

  static let checks: [(PatternDeclaration.Check, valid: [String], invalid: [String])] = [
    (.luhn, ["4012 8888 8888 1881", "18"], ["4012888888881882", "1", "18a", ""]),
    (.verhoeff, ["2363"], ["2364", "2336"]), (.mod97, ["123482"], ["123483"]),
    (.iban, ["CH93 0076 2011 6238 5295 7", "gb82west12345698765432"], ["CH9300762011623852958"]),
    (.ean13, ["756.9217.0769.85"], ["7569217076984", "756921707698"]), (.mod11And10, ["86095742719"], ["86095742718"]),
    (.mod11Radix2, ["07940", "0000-0002-1825-0097"], ["07941", "X7940"]),
    (.icao, ["L898902C36"], ["L898902C37", "36X"]),
  ]

  @Test(arguments: checks.indices)
  func checkDigits(_ index: Int) {
    let (check, valid, invalid) = Self.checks[index]
    for (texts, expected) in [(valid, true), (invalid, false)] {
      for text in texts {
        let bytes = Array(text.utf8)
        let isValid = bytes.withUnsafeBufferPointer { check.isValid($0[...]) }
        #expect(isValid == expected, "\(check.rawValue) \(text)")
      }
    }
  }

  static let broken: [(String, RegularExpressionError.Problem, Int)] = [
    ("ab(cd", .missingParenthesis, 2), ("a(b)c)", .unexpectedParenthesis, 5), ("x[a-", .missingBracket, 1),
    ("ü[z-a]", .badRange, 2), (#"a\y"#, .badEscape, 1), (#"ab\"#, .trailingBackslash, 2), ("*a", .nothingToRepeat, 0),
    ("a**", .badRepeat, 1), ("a{1,9999}", .badRepeatSize, 1), ("a(?=b)", .badFlag, 1),
    ("(?<n>a)(?P<1-x>b)", .badFlag, 0),
    (#"(a)\1"#, .badEscape, 3), ("[[:word:][:nix:]]", .badClass, 9),
  ]

  @Test(arguments: broken.indices)
  func brokenPatterns(_ index: Int) {
    let (text, problem, offset) = Self.broken[index]
    #expect {
      _ = try RegularExpression(text)
    } throws: { error in
      let error = error as? RegularExpressionError
      return error?.problem == problem && error?.offset == offset
    }
  }

  /// Patterns that make backtracking engines take time exponential or square in the text.
  static let catastrophic = [
    "(a+)+$", "(a|aa)+$", "(a|a?)+$", "(.*a){12}x", "(x+x+)+y", "([a-zA-Z]+)*=", #"^(([a-z])+.)+[A-Z]([a-z])+$"#,
    "a(.*z)?", "(a*)*b", "(?:a?){30}a{30}b",
  ]

  /// RE2 takes time linear in what it is told to look at; that is linear in the text.
  @Test(
    arguments: catastrophic + ["a", "a|.*z", ".{0,999}"], ["a", "b", "ab", "z" + String(repeating: "a", count: 1500)])
  func looksAreLinear(_ text: String, unit: String) throws {
    let pattern = try Self.pattern(text)
    for count in [1, 1000, 8000] {
      let bytes = Array(String(repeating: unit, count: count / unit.utf8.count + 1).utf8)
      var found: [Finding] = []
      let looks = bytes.withUnsafeBufferPointer {
        pattern.search($0, field: .none, labels: Labels([pattern]), into: &found)
      }
      #expect(looks <= CustomPattern.mostLooks * bytes.count + 4096, "\(looks) for \(bytes.count)")
    }
  }

  /// A word of which every letter is found: what is asked of each finding does not grow with the word.
  @Test func aWordOfManyFindings() throws {
    let scanner = Self.scanner(try Self.pattern("a(.*z)?"))
    #expect(scanner.findings(in: String(repeating: "a", count: 8000)).count == 8000)
  }

  /// Matches do not depend on where stretches end: they are those of one byte after the other.
  @Test(arguments: catastrophic + ["a", "[a-c]+", "b.{700}", "(?s)b.*c", "c$"])
  func stretchesHideNothing(_ text: String) throws {
    let (pattern, expression) = (try Self.pattern(text), try RegularExpression(text))
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2 {
      let bytes = (0..<5000).map { _ in Array("aaaaaaabc \nxxxx".utf8).randomElement(using: &generator)! }
      bytes.withUnsafeBufferPointer { text in
        var found: [Finding] = []
        pattern.search(text, field: .none, labels: Labels([pattern]), into: &found)
        var (expected, position): ([Range<Int>], Int) = ([], 0)
        while position < text.count {
          let whole = position..<min(text.count, position + CustomPattern.longestMatch)
          guard let match = expression.firstMatch(in: text, whole), match.lowerBound == position else {
            position += 1
            continue
          }
          if !match.isEmpty { expected.append(match) }
          position = max(match.upperBound, position + 1)
        }
        #expect(found.map(\.range) == expected)
      }
    }
  }

  /// Redaction by patterns that match labels, or parts of them, ends, and its result holds nothing more to redact.
  @Test(arguments: [
    "[A-Z_]+", ".+", #"\]"#, #"\["#, #"A\[N"#, #"[A-Z]\[N"#, "MAIL", "[a-zA-Z]", #"\w+\]?"#, #"\[?N+\]?x?"#, "[^q]",
  ])
  func redactionEnds(_ text: String) throws {
    let pattern = try Self.pattern(text, name: "NN")
    let scrubber = Scrubber(DetectionPolicy.standard.adding([pattern]))
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      let pieces = ["A", "N", "[", "]", "[NN]", "[EMAIL]", "a@b.co", " ", "x", "ü", "_"]
      let sample = (0..<12).map { _ in pieces.randomElement(using: &generator)! }.joined()
      let redacted = scrubber.redact(sample)
      #expect(scrubber.scanner.findings(in: redacted).isEmpty, "\(sample) -> \(redacted)")
      #expect(scrubber.redact(redacted) == redacted)
    }
  }

  @Test func tokensPass() throws {
    let scanner = Self.scanner(try Self.pattern("[a-z0-9_]{20,}"))
    let token = try TokenTests.ring.tokenizer(tenant: "", domain: "email", form: .text).token(of: "x")!
    #expect(scanner.findings(in: "id \(token) x").isEmpty)
    #expect(scanner.findings(in: "id \(token)a x").count == 1)
  }

  @Test func namesBeatEntities() throws {
    let scanner = Scanner(DetectionPolicy.standard.adding([try Self.pattern(#"[a-z.]+@corp\.example"#, name: "STAFF")]))
    #expect(scanner.findings(in: "ada@corp.example, bob@mail.example").map(\.kind.name).sorted() == ["EMAIL", "STAFF"])
  }
}
