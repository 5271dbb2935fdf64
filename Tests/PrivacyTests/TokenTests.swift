import Columns
import Configuration
import TestSupport
import Testing

@testable import Privacy

/// A row of Tests/TokenVectors/tokens.json, which verify.py recomputes by itself.
struct TokenVector: Sendable, CustomTestStringConvertible {
  let name, kid, tenant, domain, value: String
  let key: [UInt8]
  let form: CanonicalForm
  let raw: Bool
  let token: String?

  var testDescription: String { name }

  static let all: [TokenVector] = {
    let path = #filePath.replacing("PrivacyTests/TokenTests.swift", with: "TokenVectors/tokens.json")
    let json = try! JSON(parsing: TestFile.bytes(path)!)
    return json["tokens"]!.array!.map { row in
      let hex = Array(row["key"]!.string!)
      return TokenVector(
        name: row["name"]!.string!, kid: row["kid"]!.string!, tenant: row["tenant"]!.string!,
        domain: row["domain"]!.string!, value: row["value"]!.string!,
        key: stride(from: 0, to: 64, by: 2).map { UInt8(String(hex[$0...$0 + 1]), radix: 16)! },
        form: CanonicalForm(rawValue: row["form"]!.string!)!, raw: row["raw"]!.bool!, token: row["token"]!.string)
    }
  }()
}

@Suite struct TokenTests {
  static let ring = try! KeyRing.known(key: Array(0..<32), kid: "ab2c")

  @Test(arguments: TokenVector.all)
  func vector(_ vector: TokenVector) throws {
    let tokenizer = try KeyRing.known(key: vector.key, kid: vector.kid)
      .tokenizer(tenant: vector.tenant, domain: vector.domain, form: vector.form)
    #expect(tokenizer.token(of: vector.value, raw: vector.raw) == vector.token)
    if let token = vector.token {
      let parsed = try #require(Token(parsing: token))
      #expect(parsed.domain == vector.domain && parsed.kid == vector.kid && parsed.text == token)
    }
    // The column path is the value path.
    for column in [Column.string([nil, vector.value, "b"]), .category([nil, vector.value, "b"])] {
      let treated = tokenizer.tokenize(column, tokenAsRaw: vector.raw)
      #expect(treated.column.validity?[1] == (vector.token != nil))
      if let token = vector.token { #expect(treated.column.text(at: 1) == token) }
      #expect(treated.invalidRows.array.contains(1) == (vector.token == nil))
      #expect(treated.column.validity?[0] == false && !treated.invalidRows.array.contains(0))
    }
  }

  /// Columns of tokens with one wrong text in them, and tokens of two domains and keys in turn.
  @Test func recognizesAsOneByOne() throws {
    var random = SeededGenerator(seed: 3)
    let tokens = try ["email", "customer", "email_2"].flatMap { domain in
      let tokenizer = try Self.ring.tokenizer(tenant: "", domain: domain, form: .text)
      return (0..<40).map { tokenizer.token(of: "\($0)")! }
    }
    let bytes = Array("abcdefghijklmnopqrstuvwxyz234567189_A-\u{e4} ,".utf8)
    for _ in 0..<3000 {
      var texts = (0..<4).map { _ in tokens.randomElement(using: &random)! }
      let wrong = Int.random(in: 0..<4, using: &random)
      var text = Array(texts[wrong].utf8)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: text.removeLast(Int.random(in: 0...text.count, using: &random))
      case 1: text.insert(bytes.randomElement(using: &random)!, at: Int.random(in: 0...text.count, using: &random))
      case 2...4:
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          text[Int.random(in: 0..<text.count, using: &random)] = bytes.randomElement(using: &random)!
        }
      default: break
      }
      texts[wrong] = String(decoding: text, as: UTF8.self)
      guard case .string(let strings) = Column.string(texts).values else { preconditionFailure() }
      let expected = texts.firstIndex { text in !Array(text.utf8).withUnsafeBufferPointer(Token.isToken) }
      #expect(TokenRecognizer.firstOther(in: strings, nil) == expected)
    }
  }

  @Test func checkCharactersAreCRC10() {
    #expect(Array("123456789".utf8).withUnsafeBufferPointer { TokenCheck.register(of: $0) } == 0x199)
  }

  /// Every other character at every place makes it no token.
  @Test func everyWrongCharacterIsFound() throws {
    let token = try Self.ring.tokenizer(tenant: "", domain: "email_2", form: .text).token(of: "x")!
    #expect(Token(parsing: token) != nil)
    for position in token.utf8.indices {
      for byte in UInt8(0x20)..<0x7F where byte != token.utf8[position] {
        var changed = Array(token.utf8)
        changed[token.utf8.distance(from: token.startIndex, to: position)] = byte
        #expect(Token(parsing: String(decoding: changed, as: UTF8.self)) == nil)
      }
    }
    #expect(Token(parsing: token + "a") == nil && Token(parsing: String(token.dropLast())) == nil)
    #expect(Token(parsing: token.uppercased()) == nil && Token(parsing: "") == nil)
  }

  @Test(arguments: [
    ("a", true), ("email_2", true), ("a_b_c", true), ("", false), ("A", false), ("2a", false), ("_a", false),
    ("a_", false),
    ("a__b", false), ("a-b", false), ("ä", false), (String(repeating: "a", count: 33), false),
  ])
  func domains(_ domain: String, isValid: Bool) { #expect(Token.isDomain(domain) == isValid) }

  @Test func categoriesThatBecomeEqualShareACode() throws {
    let tokenizer = try Self.ring.tokenizer(tenant: "", domain: "d", form: .text)
    let column = tokenizer.tokenize(.category(["a", " a", "b", "", nil])).column
    guard case .category(let codes, let dictionary) = column.values else {
      Issue.record("a category stays one")
      return
    }
    #expect(codes.array == [0, 0, 1, 0, 0] && dictionary.count == 2)
    #expect(column.validity == Bitmap([true, true, true, false, false]))
  }

  @Test func numbersByTheirText() throws {
    let tokenizer = try Self.ring.tokenizer(tenant: "", domain: "d", form: .text)
    let values: [Int64?] = [0, -1, 42, .min, .max, nil]
    let column = tokenizer.tokenize(.int(values)).column
    for (row, value) in values.enumerated() {
      #expect(column.validity.isValid(row) == (value != nil))
      if let value { #expect(column.text(at: row) == tokenizer.token(of: String(value))) }
    }
  }

  /// The quick look says yes only where the thorough one changes nothing.
  @Test func whatIsPlainlyCanonicalIs() {
    var random = SeededGenerator(seed: 7)
    let alphabet = Array("aZ0-._@+%éx".utf8)
    var plain = 0
    for _ in 0..<100_000 {
      var bytes = (0..<Int.random(in: 1...14, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      if Bool.random(using: &random) { bytes += Array("@a-1.x\(Bool.random(using: &random) ? "" : "-")".utf8) }
      guard bytes.allSatisfy({ (0x21...0x7E).contains($0) }),
        bytes.withUnsafeBufferPointer(EmailAddress.isCanonical)
      else { continue }
      plain += 1
      var canonical: [UInt8] = []
      #expect(bytes.withUnsafeBufferPointer { CanonicalForm.email.append($0, to: &canonical) } && canonical == bytes)
    }
    #expect(plain > 500)
    for address in ["a@b.co", "a.b+c@x-1.example", String(repeating: "a", count: 64) + "@b.co"] {
      #expect(Array(address.utf8).withUnsafeBufferPointer(EmailAddress.isCanonical))
    }
  }

  @Test func invalidUTF8HasNoToken() throws {
    let tokenizer = try Self.ring.tokenizer(tenant: "", domain: "d", form: .text)
    let bytes: [UInt8] = [0x61, 0xFF]
    #expect(bytes.withUnsafeBufferPointer { tokenizer.token(of: $0) } == nil)
    #expect(bytes.withUnsafeBufferPointer { tokenizer.token(of: $0, raw: true) } != nil)
  }

  /// RFC 3492, section 7.1 (A), (I) and (L), and a name.
  @Test(arguments: [
    ("bücher", "xn--bcher-kva"), ("münchen", "xn--mnchen-3ya"), ("ليهمابتكلموشعربي؟", "xn--egbpdaj6bu4bxfgehfvwxn"),
    ("почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l"),
    ("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"),
    ("plain", "plain"),
  ])
  func punycode(_ label: String, expected: String) {
    #expect(Punycode.label(label).map { String(decoding: $0, as: UTF8.self) } == expected)
  }
}

@Suite struct RowHasherTests {
  @Test func dependsOnTextAlone() throws {
    let hasher = try TokenTests.ring.rowHasher(purpose: .split)
    let strings = hasher.hash(.string(["1", "2", nil, ""]))
    #expect(hasher.hash(.category(["1", "2", nil, ""])) == strings)
    #expect(hasher.hash(.int([1, 2, nil])).array == Array(strings.array[..<3]))
    #expect(Set(strings.array).count == 4, "a missing value is not an empty text")
  }

  @Test func keysAndLabelsSeparate() throws {
    let column = Column.string(["a"])
    let hashers = [
      try TokenTests.ring.rowHasher(purpose: .split), try TokenTests.ring.rowHasher(purpose: .split, label: "folds"),
      try TokenTests.ring.rowHasher(purpose: .blindIndex), try RowHasher.unkeyed(label: "split"),
      try RowHasher.unkeyed(label: "folds"),
    ]
    #expect(Set(hashers.map { $0.hash(column)[0] }).count == hashers.count)
    // Fixed for all time: a split must not change with a version.
    #expect(try RowHasher.unkeyed(label: "split").hash(column)[0] == RowHasher.unkeyed(label: "split").hash(column)[0])
  }
}
