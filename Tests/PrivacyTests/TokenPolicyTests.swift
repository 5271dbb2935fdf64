import Columns
import Configuration
import Testing

@testable import Privacy

@Suite struct TokenPolicyTests {
  private func treat(_ arguments: JSON, _ column: Column, keys: KeyAccess = TreatmentTests.keys) throws -> TreatedColumn
  {
    guard case .object(let members) = arguments else { throw Absent() }
    let all = JSON.object(members + [.init("domain", "d"), .init("key", "k")])
    let treatment = try TreatmentTests.treatment("tokenize", all)
    let field = Field(name: "c", type: .string, sensitivity: .direct)
    return try treatment.prepare(field, pii: nil, keys: keys).apply(column)
  }

  private struct Absent: Error {}

  private static func access(_ ring: KeyRing = TokenTests.ring) throws -> KeyAccess {
    KeyAccess(tenant: "", run: try RunKey(), salts: nil) { _ throws(PrivacyError) in ring }
  }

  @Test func documentTokensJoinWithinARunOnly() throws {
    let column = Column.string(["a", "b", "a", nil])
    let keys = try Self.access()
    let first = try treat(["policy": "document"], column, keys: keys).column
    #expect(first.text(at: 0) == first.text(at: 2) && first.text(at: 0) != first.text(at: 1) && first.missingCount == 1)
    #expect(Token(parsing: first.text(at: 0))?.kid == "rand")
    #expect(try treat(["policy": "document"], column, keys: keys).column == first)
    #expect(try treat(["policy": "document"], column, keys: Self.access()).column.text(at: 0) != first.text(at: 0))
  }

  @Test func fullyRandomTokensNeverRepeat() throws {
    let treatment = try TreatmentTests.treatment("tokenize", ["domain": "d", "key": "k", "policy": "full"])
    let bound = try treatment.prepare(
      Field(name: "c", type: .category, sensitivity: .direct), pii: nil, keys: TreatmentTests.keys)
    let column = Column.category(["a", "a", nil, "b"])
    func tokens(_ reading: UInt128, _ chunk: Int) throws -> [String] {
      let treated = try bound.apply(column, of: RowContext(tokens: nil, reading: reading, chunk: chunk)).column
      #expect(treated.missingCount == 1)
      return [0, 1, 3].map { treated.text(at: $0) }
    }
    let all = try tokens(1, 0) + tokens(1, 1) + tokens(2, 0)
    #expect(Set(all).count == 9 && all.allSatisfy { Token(parsing: $0) != nil })
    // A chunk that is read again has the same tokens.
    #expect(try tokens(1, 1) == Array(all[3..<6]))
    // Two columns of one row.
    let other = try treatment.prepare(
      Field(name: "e", type: .category, sensitivity: .direct), pii: nil, keys: TreatmentTests.keys)
    #expect(try other.apply(column, of: RowContext(tokens: nil, reading: 1, chunk: 0)).column.text(at: 0) != all[0])
  }

  @Test func integersAreNotThePrefixOfTokens() throws {
    let column = Column.string(["a", "b", "a", nil])
    let numbers = try treat(["as": "integer"], column).column
    guard case .int(let values) = numbers.values else {
      Issue.record("not int")
      return
    }
    #expect(values[0] == values[2] && values[0] != values[1] && values[0] >= 0 && numbers.missingCount == 1)
    #expect(try treat(["as": "integer"], .category(["b", "a"])).column.text(at: 1) == String(values[0]))
    let hash = try TokenTests.ring.tokenizer(tenant: "", domain: "d", form: .text)
      .hashes(of: Strings(["a"]), nil, tokenAsRaw: false).hashes[0]
    #expect(hash.surrogate != values[0])
  }

  @Test func vaultedWithoutALedgerSaysSo() throws {
    #expect(throws: PrivacyError.noVault(domain: "d")) {
      _ = try treat(["mode": "vaulted"], .string([]), keys: Self.access())
    }
  }

  @Test func bothTokensWhileARotationLasts() throws {
    let treatment = try TreatmentTests.treatment("tokenize", ["domain": "d", "key": "k", "emit": "both"])
    let field = Field(name: "c", type: .string, role: .key, sensitivity: .direct)
    let output = try #require(try treatment.output(of: field, pii: nil))
    let second = try #require(treatment.secondOutput(beside: output))
    #expect(second.name == "c_previous" && second.role == .feature && second.sensitivity == .pseudonym)
    let rotated = try KeyRing.known([("aaaa", 1), ("bbbb", 2), ("cccc", 3)])
    let keys = try Self.access(rotated)
    let current = try treatment.prepare(field, pii: nil, keys: keys).apply(.string(["a"])).column.text(at: 0)
    let previous = try treatment.prepareSecond(field, pii: nil, keys: keys).apply(.string(["a"])).column.text(at: 0)
    #expect(Token(parsing: current)?.kid == "cccc" && Token(parsing: previous)?.kid == "bbbb")
    let all = try rotated.tokens(of: "a", tenant: "", domain: "d", form: .text)
    #expect(all.map(\.kid) == ["cccc", "bbbb", "aaaa"] && all[0].text == current && all[1].text == previous)
    #expect(try KeyRing.known([("aaaa", 1), ("bbbb", 2)], retired: ["aaaa"]).liveEntries.map(\.kid) == ["bbbb"])
    #expect(throws: PrivacyError.noPreviousKey) {
      _ = try treatment.prepareSecond(field, pii: nil, keys: Self.access())
    }
  }

  @Test func collidingSurrogatesAreFound() {
    let register = SurrogateRegister(limit: 3)
    func enter(_ hashes: [(UInt64, UInt64)], except invalid: [Int32] = []) -> Bool {
      register.enter(Buffer(hashes.map { Hash128(high: $0.0, low: $0.1) }), nil, except: invalid)
    }
    #expect(enter([(2, 1), (4, 1), (2, 1), (0, 9)]))
    // 2 and 3 have one surrogate; another value with it is a collision, its own again is none.
    #expect(enter([(3, 1)]))
    #expect(enter([(3, 2)], except: [0]))
    #expect(!enter([(3, 2)]))
    // Full: what is not known is let pass, what is known still compared.
    #expect(enter([(8, 1), (8, 2)]))
    #expect(!enter([(0, 8)]))
  }

  @Test func registersGrow() {
    let register = SurrogateRegister()
    let hashes = Buffer((0..<20_000).map { Hash128(high: UInt64($0) << 32, low: 7) })
    #expect(register.enter(hashes, nil, except: []) && register.enter(hashes, nil, except: []))
    #expect(!register.enter([Hash128(high: 19_999 << 32, low: 8)], nil, except: []))
  }

  /// Repetition changes the way, never the tokens.
  @Test(arguments: [1, 10, 5000])
  func repeatedValuesAreThoseOfSingleOnes(_ distinct: Int) throws {
    let tokenizer = try TokenTests.ring.tokenizer(tenant: "", domain: "d", form: .email)
    let values: [String?] = (0..<5000).map { row in
      row % 97 == 0 ? nil : row % 89 == 0 ? "bad\(row % distinct)" : "u\(row % distinct)@x.example"
    }
    let treated = tokenizer.tokenize(.string(values))
    for (row, value) in values.enumerated() {
      let expected = value.flatMap { tokenizer.token(of: $0) }
      #expect(treated.column.validity.isValid(row) == (expected != nil))
      if let expected { #expect(treated.column.text(at: row) == expected) }
      #expect(treated.invalidRows.array.contains(Int32(row)) == (value != nil && expected == nil))
    }
  }
}
