import Columns
import Configuration
import Testing

@testable import Transforms

@Suite("Vectorizers")
struct VectorizerTests {
  static func terms(
    _ text: String, _ unit: TextAnalyzer.Unit = .word, _ ngrams: ClosedRange<Int> = 1...1, lowercase: Bool = true,
    stopWords: [String] = []
  ) -> [String] {
    let analyzer = TextAnalyzer(unit: unit, ngrams: ngrams, lowercase: lowercase, stopWords: stopWords)
    var scratch = TextAnalyzer.Scratch(), text = text
    var terms: [String] = []
    text.withUTF8 { analyzer.forEachTerm(of: $0, &scratch) { terms.append(String(decoding: $0, as: UTF8.self)) } }
    return terms
  }

  @Test func wordsAreThoseOfThePattern() {
    #expect(Self.terms("") == [])
    #expect(Self.terms(" - ") == [])
    #expect(Self.terms("a bc, d_e f") == ["bc", "d_e"])
    #expect(Self.terms("don't 4x4-é x²") == ["don", "4x4", "x²"])
    #expect(Self.terms("ΣΑΣ") == ["σας"])
    #expect(Self.terms("Big DOG", lowercase: false) == ["Big", "DOG"])
    // Stop words go before words are joined.
    #expect(Self.terms("the big the dog", .word, 2...2, stopWords: ["the"]) == ["big dog"])
    #expect(Self.terms("one two three", .word, 2...9) == ["one two", "two three", "one two three"])
  }

  @Test func charactersAreCutAcrossAndWithinWords() {
    #expect(Self.terms("ab \t c", .char, 1...1) == ["a", "b", " ", "c"])
    #expect(Self.terms("é\nx", .char, 2...3) == ["é\n", "\nx", "é\nx"])
    #expect(Self.terms("日本", .char, 1...2) == ["日", "本", "日本"])
    #expect(Self.terms("ab c", .charWithinWords, 3...4) == [" ab", "ab ", " ab ", " c "])
    #expect(Self.terms("a", .charWithinWords, 5...6) == [" a "])
  }

  /// Bytes that are no UTF-8 are no reason to crash, whatever they are cut by.
  @Test(arguments: TextAnalyzer.Unit.allCases, [[0xFF], [0xC3], [0x61, 0xE2, 0x82], [0xF4, 0x90, 0x80, 0x80, 0x62]])
  func brokenTextIsMended(_ unit: TextAnalyzer.Unit, _ bytes: [UInt8]) {
    for lowercase in [true, false] {
      let analyzer = TextAnalyzer(unit: unit, ngrams: 1...2, lowercase: lowercase)
      var scratch = TextAnalyzer.Scratch()
      bytes.withUnsafeBufferPointer { bytes in
        analyzer.forEachTerm(of: bytes, &scratch) { #expect(String(validating: $0, as: UTF8.self) != nil) }
      }
    }
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let arguments: JSON
    let parameter: String
    var testDescription: String { arguments.line }
  }

  @Test(
    arguments: [
      Refusal(arguments: ["ngram_range": [2, 1]], parameter: "ngram_range"),
      Refusal(arguments: ["ngram_range": [0, 1]], parameter: "ngram_range"),
      Refusal(arguments: ["ngram_range": [1]], parameter: "ngram_range"),
      Refusal(arguments: ["ngram_range": [1, 21]], parameter: "ngram_range"),
      Refusal(arguments: ["ngram_range": []], parameter: "ngram_range"),
      Refusal(arguments: ["stop_words": ["the"], "analyzer": "char"], parameter: "stop_words"),
      Refusal(arguments: ["stop_words": "english"], parameter: "stop_words"),
      Refusal(arguments: ["vocabulary": ["a", "b", "a"]], parameter: "vocabulary"),
    ])
  func argumentsThatDoNotGo(_ refusal: Refusal) throws {
    let vectorizer = try CountVectorizer.make(refusal.arguments)
    let error = #expect(throws: TransformError.self) {
      try vectorizer.check([Field(name: "x", type: .text)], target: nil)
    }
    guard case .badArgument(refusal.parameter, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [0, 1.5, -1, "many", true] as [JSON])
  func documentCountsThatAreNone(_ value: JSON) {
    var decoder = Decoder(file: "test")
    #expect(DocumentCount.decode(Node(value), &decoder) == nil)
    #expect(decoder.diagnostics.count == 1)
  }

  /// `1` is a text, `1.0` are all of them.
  @Test func documentCountsAndShares() {
    var decoder = Decoder(file: "test")
    #expect(DocumentCount.decode(Node(1), &decoder) == .texts(1))
    #expect(DocumentCount.decode(Node(1.0), &decoder) == .share(1))
    #expect(DocumentCount.share(0.25).threshold(of: 8) == 2)
  }

  @Test func columnsThatAreNoTextAreRefused() throws {
    for type in ColumnType.allCases {
      let isText = [.string, .text, .category].contains(type)
      for transformer: any Transformer in [CountVectorizer(), HashingVectorizer(), TextStats(), NormalizeText()] {
        do throws(TransformError) {
          try transformer.check([Field(name: "x", type: type)], target: nil)
          #expect(isText)
        } catch {
          #expect(!isText && error.code == .wrongColumnType)
        }
        #expect(throws: TransformError.self) {
          try transformer.check([Field(name: "x", type: type, sensitivity: .pseudonym)], target: nil)
        }
      }
    }
  }

  @Test func columnsOfOneNameAreRefused() throws {
    let table = Table([("a", .string(["b_cc"])), ("a_b", .string(["cc"]))])
    #expect(throws: TransformError.self) { try CountVectorizer().fit(table) }
    #expect(throws: Never.self) {
      try CountVectorizer().fit(Table([("a", .string(["b_cc"])), ("a_b", .string(["dd"]))]))
    }
    let vectorizer = try CountVectorizer.make(["vocabulary": ["b_c", "c"]])
    #expect(throws: TransformError.self) { try vectorizer.check(table.fields, target: nil) }
  }

  @Test func tooManyTermsAreRefused() throws {
    let texts = (0...100).map { row in (0..<100).map { "w\(row * 100 + $0)" }.joined(separator: " ") }
    let table = Table("x", .string(texts))
    #expect(
      throws: TransformError.unfittable(
        column: "x", problem: "gives more than 10000 output columns; bound them with `max_features` or `min_df`")
    ) {
      try CountVectorizer().fit(table)
    }
    #expect(try CountVectorizer.make(["max_features": 7]).fit(table).columns[0].terms.count == 7)
  }

  /// Ten people with a text each; `rare` has four of them, one of whom says it again and again.
  static func people() -> Table {
    let texts = (0..<10).map { $0 < 4 ? "common rare" : "common plain" } + ["rare rare", "rare", "rare"]
    return Table("x", .string(texts), people: (1...10).map { UInt64($0) } + [1, 1, 1])
  }

  @Test func termsOfFewerThanKPeopleAreNotLearned() throws {
    let table = Self.people()
    #expect(try CountVectorizer().fit(table).columns[0].terms == ["common", "plain", "rare"])
    #expect(try CountVectorizer().fit(table, k: 5).columns[0].terms == ["common", "plain"])
    // A floor comes before the choice of the most frequent.
    let two = try CountVectorizer.make(["max_features": 2])
    #expect(try two.fit(table, k: 5).columns[0].terms == ["common", "plain"])
    #expect(throws: TransformError.tooFewPeople(column: "x", k: 11)) { try CountVectorizer().fit(table, k: 11) }
  }

  @Test func givenTermsOfFewerThanKPeopleWeighAsIfUnused() throws {
    let table = Self.people()
    let vectorizer = try TfidfVectorizer.make(["vocabulary": ["rare", "absent", "common"]])
    let weights = try #require(try vectorizer.fit(table, k: 5).columns[0].weights)
    #expect(weights[0] == weights[1])
    #expect(try vectorizer.fit(table).columns[0].weights![0] < weights[0])
    let unsmoothed = try TfidfVectorizer.make(["vocabulary": ["rare", "common"], "smooth_idf": false])
    #expect(throws: TransformError.self) { try unsmoothed.fit(table, k: 5) }
    #expect(throws: TransformError.tooFewPeople(column: "x", k: 11)) { try vectorizer.fit(table, k: 11) }
  }

  /// What is given is known to the plan.
  @Test func givenTermsAreNotOpen() throws {
    let field = Field(name: "x", type: .string, sensitivity: .quasi)
    let given = try TfidfVectorizer.make(["vocabulary": ["b", "a"]]).outputs([field], nil)
    #expect(given.map(\.field.name) == ["x_b", "x_a"])
    #expect(given.allSatisfy { !$0.isOpen && $0.field.type == .float && !$0.field.isNullable })
    #expect(CountVectorizer().outputs([field], nil).map(\.field.name) == ["x_*"])
  }

  @Test func outputsAreSparse() throws {
    let table = Table("x", .category(["aa bb", nil, "bb bb", "zz"]))
    let counts = try CountVectorizer().fitTransform(table)
    #expect(counts == [.int([1, 0, 0, 0]), .int([1, 0, 2, 0]), .int([0, 0, 0, 1])])
    for column in counts + (try HashingVectorizer().fitTransform(table)) { #expect(column.sparse != nil) }
  }
}
