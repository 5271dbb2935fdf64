import Columns
import Configuration
import Testing

@testable import Privacy

@Suite struct TreatmentTests {
  static let keys = KeyAccess(tenant: "", run: try! RunKey(), salts: MemorySaltStore()) { name throws(PrivacyError) in
    guard name == "k" else { throw .noKey(kid: nil) }
    return TokenTests.ring
  }

  private static func node(_ json: JSON) -> Node {
    let span = SourceSpan(line: 1, column: 1)
    switch json {
    case .object(let members):
      return Node(.mapping(members.map { .init(key: Located($0.name, at: span), value: node($0.value)) }), at: span)
    case .array(let elements): return Node(.sequence(elements.map(node)), at: span)
    case .string(let text): return Node(.scalar(text, isPlain: false), at: span)
    default: return Node(.scalar(json.line, isPlain: true), at: span)
    }
  }

  static func treatment(_ name: String, _ arguments: JSON) throws -> any Treatment {
    var decoder = Decoder(file: "test")
    let decoded = try #require(Treatments.entry(named: name)).decode(node(arguments), &decoder)
    return try #require(decoded, "\(decoder.diagnostics)")
  }

  static func treat(
    _ name: String, _ arguments: JSON, _ column: Column, _ type: ColumnType, pii: String? = nil
  ) throws -> TreatedColumn {
    let treatment = try treatment(name, arguments)
    let field = Field(name: "c", type: type, sensitivity: .direct)
    let output = try #require(try treatment.output(of: field, pii: pii))
    let treated = try treatment.prepare(field, pii: pii, keys: keys).apply(column)
    // The plan's word on the type holds.
    let hasType =
      switch (treated.column.values, output.type) {
      case (.int, .int), (.float, .float), (.date, .date), (.string, .string), (.category, .category),
        (.timestamp, .timestamp):
        true
      default: false
      }
    #expect(hasType)
    #expect(treated.column.count == column.count)
    return treated
  }

  struct Row: Sendable {
    let name: String
    let arguments: JSON
    let type: ColumnType
    let input: Column
    let expected: Column
    var invalid: [Int32] = []
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
    CivilDate(year: year, month: month, day: day)!.daysSinceEpoch
  }

  static let rows: [Row] = [
    Row(
      name: "mask", arguments: [:], type: .string, input: .string(["abc", nil, ""]),
      expected: .string(["***", nil, ""])),
    Row(
      name: "mask", arguments: ["keep_last": 4, "char": "•"], type: .string,
      input: .string(["CH9300762011", "1234567", "é1234567"]),
      expected: .string(["••••••••2011", "•••••••", "••••4567"])),
    Row(
      name: "mask", arguments: ["keep_first": 1], type: .category, input: .category(["ab", "ac", nil, "b"]),
      expected: .category(["a*", "a*", nil, "*"])),
    Row(
      name: "generalize", arguments: ["to": "year", "step": 5], type: .date,
      input: .date([day(1987, 12, 31), day(1985, 1, 1), nil, day(-3, 5, 5)]), expected: .int([1985, 1985, nil, -5])),
    Row(
      name: "generalize", arguments: ["to": "year"], type: .timestamp, input: .timestamp([-1, 0, nil]),
      expected: .int([1969, 1970, nil])),
    Row(
      name: "generalize", arguments: ["to": "quarter"], type: .date,
      input: .date([day(2026, 6, 30), nil, day(2026, 12, 1)]),
      expected: .date([day(2026, 4, 1), nil, day(2026, 10, 1)])),
    Row(
      name: "generalize", arguments: ["to": "month"], type: .date, input: .date([day(2024, 2, 29)]),
      expected: .date([day(2024, 2, 1)])),
    Row(
      name: "generalize", arguments: ["to": "range", "step": 10], type: .int, input: .int([19, -1, 0, nil, .min]),
      expected: .int([10, -10, 0, nil, nil]), invalid: [4]),
    Row(
      name: "generalize", arguments: ["to": "range", "step": 0.5], type: .float, input: .float([1.7, -0.1, nil]),
      expected: .float([1.5, -0.5, nil])),
    Row(
      name: "generalize", arguments: ["to": "range", "edges": [18, 30.5]], type: .int, input: .int([17, 18, 31, nil]),
      expected: Column(
        .category(codes: [0, 1, 2, 0], dictionary: Strings(["(-inf, 18)", "[18, 30.5)", "[30.5, inf)"])),
        validity: Bitmap([true, true, true, false]))),
    Row(
      name: "generalize", arguments: ["to": "prefix", "keep": 2], type: .string,
      input: .string(["8001", "é", nil, "éab"]),
      expected: .string(["80", "é", nil, "éa"])),
    Row(
      name: "generalize", arguments: ["to": "network"], type: .string,
      input: .string(["192.168.1.77", "2001:db8:1:2::9", nil, "no"]),
      expected: .string(["192.168.1.0/24", "2001:db8:1::/48", nil, nil]), invalid: [3]),
    Row(
      name: "tokenize", arguments: ["domain": "d", "key": "k", "canonical": "phone"], type: .string,
      input: .string(["044 668 18 00", nil]), expected: .string([nil, nil]), invalid: [0]),
    Row(
      name: "truncate_ip", arguments: [:], type: .string,
      input: .string(["192.168.1.77", "2001:db8:1:2::9", "::ffff:10.1.2.3", nil, "300.1.1.1", "fe80::1%eth0"]),
      expected: .string(["192.168.1.0/24", "2001:db8:1::/48", "10.1.2.0/24", nil, nil, nil]), invalid: [4, 5]),
    Row(
      name: "truncate_ip", arguments: ["v4": 20, "v6": 33], type: .category,
      input: .category(["10.0.255.1", "10.0.240.9", "2001:db8:ffff::1"]),
      expected: .category(["10.0.240.0/20", "10.0.240.0/20", "2001:db8:8000::/33"])),
    Row(
      name: "email_domain", arguments: [:], type: .string,
      input: .string(["a@GMAIL.com", "b@tiny.example", nil, "nobody", " c@gmail.com"]),
      expected: Column(
        .category(codes: [0, 1, 0, 0, 0], dictionary: Strings(["gmail.com", "other"])),
        validity: Bitmap([true, true, false, false, true])), invalid: [3]),
    Row(
      name: "email_domain", arguments: ["keep": "all"], type: .category,
      input: .category(["x@bücher.example", "y@a.example"]),
      expected: .category(["xn--bcher-kva.example", "a.example"])),
    Row(
      name: "email_domain", arguments: ["keep": "listed", "domains": ["a.example"], "other": "-"], type: .string,
      input: .string(["x@gmail.com", "y@A.example"]), expected: .category(["-", "a.example"])),
  ]

  @Test(arguments: rows.indices)
  func treats(_ index: Int) throws {
    let row = Self.rows[index]
    let treated = try Self.treat(row.name, row.arguments, row.input, row.type)
    #expect(treated.column == row.expected)
    #expect(treated.invalidRows.array == row.invalid)
    #expect(row.invalid.isEmpty || !treated.problem.isEmpty)
  }

  @Test func redactsFreeText() throws {
    let treatment = try Self.treatment("redact", ["entities": ["email", "phone"]])
    let field = Field(name: "notes", type: .text, sensitivity: .freeText)
    #expect(try treatment.output(of: field, pii: "free_text")?.sensitivity == .quasi)
    let column = try treatment.prepare(field, pii: nil, keys: Self.keys)
      .apply(.string(["a@b.co from 10.0.0.1", nil])).column
    #expect(column == .string(["[EMAIL] from 10.0.0.1", nil]))
  }

  @Test func canonicalFormFollowsThePersonalDataKind() throws {
    let arguments: JSON = ["domain": "d", "key": "k"]
    let input = Column.string(["a@EXAMPLE.org"])
    let email = try Self.treat("tokenize", arguments, input, .string, pii: "email").column
    let text = try Self.treat("tokenize", arguments, input, .string).column
    #expect(email == (try Self.treat("tokenize", arguments, .string(["a@example.org"]), .string, pii: "email").column))
    #expect(email != text)
  }

  @Test func rawTokensForValuesWithoutForm() throws {
    let arguments: JSON = ["domain": "d", "key": "k", "on_invalid": "token_as_raw"]
    let treated = try Self.treat("tokenize", arguments, .string(["nobody", "nobody@", ""]), .string, pii: "email")
    #expect(treated.invalidRows.count == 0 && treated.column.missingCount == 0)
    #expect(Set((0..<3).map { treated.column.text(at: $0) }).count == 3)
  }

  struct Lowering: Sendable {
    let name: String
    let arguments: JSON
    /// Sensitivities that are refused are not there.
    let expected: [Sensitivity: Sensitivity]
  }

  static let lowerings: [Lowering] = [
    Lowering(
      name: "tokenize", arguments: ["domain": "d", "key": "k"],
      expected: Dictionary(uniqueKeysWithValues: Sensitivity.allCases.map { ($0, .pseudonym) })),
    Lowering(
      name: "mask", arguments: [:],
      expected: [.public: .public, .quasi: .quasi, .pseudonym: .quasi, .direct: .quasi]),
    Lowering(
      name: "generalize", arguments: ["to": "prefix", "keep": 1],
      expected: [.public: .public, .quasi: .quasi, .pseudonym: .quasi, .direct: .quasi]),
    Lowering(
      name: "redact", arguments: [:],
      expected: [.public: .public, .quasi: .quasi, .pseudonym: .pseudonym, .freeText: .quasi]),
    Lowering(
      name: "truncate_ip", arguments: [:],
      expected: [.public: .public, .quasi: .quasi, .pseudonym: .quasi, .direct: .quasi]),
    Lowering(
      name: "email_domain", arguments: [:],
      expected: [.public: .public, .quasi: .quasi, .pseudonym: .quasi, .direct: .quasi]),
  ]

  @Test(arguments: lowerings.indices)
  func sensitivities(_ index: Int) throws {
    let row = Self.lowerings[index]
    let treatment = try Self.treatment(row.name, row.arguments)
    for sensitivity in Sensitivity.allCases {
      let field = Field(name: "c", type: .string, sensitivity: sensitivity)
      let output = try? treatment.output(of: field, pii: nil)
      #expect(output?.sensitivity == row.expected[sensitivity], "\(sensitivity)")
    }
  }

  @Test func dropLeavesNothing() throws {
    #expect(try Self.treatment("drop", [:]).output(of: Field(name: "c", type: .string), pii: nil) == nil)
  }

  static let refusals: [(String, JSON, ColumnType)] = [
    ("generalize", ["to": "year", "step": 2.5], .date), ("generalize", ["to": "year"], .string),
    ("generalize", ["to": "range"], .int), ("generalize", ["to": "range", "step": 1, "edges": [1]], .int),
    ("generalize", ["to": "range", "step": 0.5], .int), ("generalize", ["to": "range", "edges": [2, 1]], .int),
    ("generalize", ["to": "prefix"], .string), ("generalize", ["to": "month", "step": 2], .date),
    ("generalize", ["to": "year", "keep": 2], .date), ("generalize", ["to": "network"], .int),
    ("mask", ["char": "ab"], .string), ("mask", ["char": ""], .string), ("mask", [:], .int), ("redact", [:], .float),
    ("tokenize", ["domain": "Bad", "key": "k"], .string),
    ("tokenize", ["domain": "d", "key": "k", "mode": "vaulted", "policy": "document"], .string),
    ("tokenize", ["domain": "d", "key": "k", "emit": "both", "policy": "full"], .string),
    ("tokenize", ["domain": "d", "key": "k", "erasable": false], .string),
    ("shift_dates", ["key": "k"], .string), ("truncate_ip", [:], .int), ("email_domain", [:], .date),
    ("email_domain", ["keep": "listed"], .string), ("email_domain", ["domains": ["a.example"]], .string),
    ("email_domain", ["keep": "listed", "domains": ["A.example"]], .string),
    ("email_domain", ["keep": "listed", "domains": ["example"]], .string),
    ("email_domain", ["other": "a@b.example"], .string),
  ]

  @Test(arguments: refusals.indices)
  func refusesAtPlanTime(_ index: Int) throws {
    let (name, arguments, type) = Self.refusals[index]
    let treatment = try Self.treatment(name, arguments)
    #expect(throws: TreatmentError.self) { _ = try treatment.output(of: Field(name: "c", type: type), pii: nil) }
  }
}
