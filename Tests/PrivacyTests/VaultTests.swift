import Columns
import Testing

@testable import Privacy

@Suite struct VaultTests {
  let store = MemorySaltStore()
  let ring = try! KeyRing.known([("aaaa", 1)])
  let rotated = try! KeyRing.known([("aaaa", 1), ("bbbb", 2)])
  let domain = VaultDomain(tenant: "", name: "d")

  private func tokenizer(_ ring: KeyRing, kid: String? = nil) throws -> VaultedTokenizer {
    try ring.vaultedTokenizer(tenant: "", domain: "d", form: .email, store: store, kid: kid)
  }

  @Test func sameTokenWhileTheSaltIsKept() throws {
    let column = Column.string(["a@x.example", "b@x.example", "a@X.example", nil, "a@x.example", "none"])
    let first = try tokenizer(ring).tokenize(column)
    #expect(first.invalidRows.array == [5] && first.column.missingCount == 2)
    let tokens = (0..<3).map { first.column.text(at: $0) }
    #expect(tokens[0] == tokens[2] && tokens[0] != tokens[1] && first.column.text(at: 4) == tokens[0])
    for row in [0, 1, 2, 4] { #expect(Token(parsing: first.column.text(at: row))?.kid == "aaaa") }
    // Another process: the same store, another object.
    #expect(try tokenizer(ring).tokenize(column).column == first.column)
    #expect(try tokenizer(ring).tokenize(.category(["a@x.example"])).column.text(at: 0) == tokens[0])
    // Not what the key alone would give.
    #expect(try ring.tokenizer(tenant: "", domain: "d", form: .email).token(of: "a@x.example") != tokens[0])
    #expect(try store.counts().map(\.salts) == [2])
  }

  @Test func aDestroyedSaltUnlinksTheToken() throws {
    let before = try #require(try tokenizer(ring).token(of: "a@x.example", making: true))
    let vault = try tokenizer(ring).vault
    #expect(try vault.remove(vault.indexes(of: " a@X.EXAMPLE ", form: .email)) == 1)
    #expect(try vault.remove(vault.indexes(of: "a@x.example", form: .email)) == 0)
    #expect(try tokenizer(ring).token(of: "a@x.example", making: false) == nil)
    #expect(try tokenizer(ring).token(of: "a@x.example", making: true) != before)
  }

  @Test func rotationMovesEntriesAndKeepsOldTokens() throws {
    let old = try #require(try tokenizer(ring).token(of: "a@x.example", making: true))
    // With the new primary key the salt is the same, so the old token can still be made, and the entry moves.
    #expect(try tokenizer(rotated, kid: "aaaa").token(of: "a@x.example", making: false) == old)
    let counts = try store.counts()
    #expect(counts.map(\.kid) == ["bbbb"] && counts.map(\.salts) == [1])
    #expect(try tokenizer(rotated).token(of: "a@x.example", making: false) != old)
    let vault = try tokenizer(rotated).vault
    #expect(vault.indexes(of: "a@x.example", form: .email).count == 2)
    #expect(try vault.remove(vault.indexes(of: "a@x.example", form: .email)) == 1)
  }

  @Test func tenantsAndDomainsAreApart() throws {
    let tokens = try [("", "d"), ("t", "d"), ("", "e")].map { tenant, domain in
      try ring.vaultedTokenizer(tenant: tenant, domain: domain, form: .text, store: store)
        .token(of: "a", making: true)!.suffix(29)
    }
    #expect(Set(tokens).count == 3)
    #expect(try store.counts().map(\.salts) == [3])
  }

  @Test func anEntryOpensForItsIndexAndKeyOnly() throws {
    _ = try tokenizer(ring).token(of: "a@x.example", making: true)
    let vault = try tokenizer(ring).vault
    let index = vault.indexes(of: "a@x.example", form: .email)[0]
    let other = vault.indexes(of: "b@x.example", form: .email)[0]
    let sealed = try #require(try store.salts(of: [index], in: domain)[0])
    _ = try store.insert([(index: other, salt: sealed)], in: domain)
    #expect(throws: PrivacyError.vault(domain: "d", problem: "has an entry that does not open under the key it names"))
    {
      _ = try tokenizer(ring).token(of: "b@x.example", making: false)
    }
    // Every changed byte is noticed.
    for position in sealed.box.indices {
      var box = sealed.box
      box[position] ^= 1
      _ = try store.delete([index], in: domain)
      _ = try store.insert([(index: index, salt: SealedSalt(kid: "aaaa", box: box))], in: domain)
      #expect(throws: PrivacyError.self) { _ = try tokenizer(ring).token(of: "a@x.example", making: false) }
    }
  }

  /// One call a batch to look up, one to insert, whatever its rows.
  @Test func oneQueryABatch() throws {
    let counting = CountingSaltStore(store)
    let tokenizer = try ring.vaultedTokenizer(tenant: "", domain: "d", form: .text, store: counting)
    let column = Column.string((0..<5000).map { "v\($0 % 700)" })
    _ = try tokenizer.tokenize(column)
    #expect(counting.calls == ["salts 700", "insert 700"])
    _ = try tokenizer.tokenize(column)
    #expect(counting.calls == ["salts 700", "insert 700", "salts 700"])
  }

  @Test func theFirstWriterWins() throws {
    // The other process writes between look-up and insertion.
    let racing = CountingSaltStore(store)
    let other = try tokenizer(ring)
    racing.beforeInsert = { _ = try! other.token(of: "a@x.example", making: true) }
    let late = try ring.vaultedTokenizer(tenant: "", domain: "d", form: .email, store: racing)
    let token = try late.token(of: "a@x.example", making: true)
    #expect(try other.token(of: "a@x.example", making: false) == token)
  }
}

/// Notes what a store is asked.
private final class CountingSaltStore: SaltStore, @unchecked Sendable {  // Sendable: used by one thread.
  private let store: MemorySaltStore
  var calls: [String] = []
  var beforeInsert: () -> Void = {}

  init(_ store: MemorySaltStore) { self.store = store }

  func salts(of indexes: [BlindIndex], in domain: VaultDomain) throws(SaltStoreError) -> [SealedSalt?] {
    calls.append("salts \(indexes.count)")
    return try store.salts(of: indexes, in: domain)
  }

  func insert(
    _ salts: [(index: BlindIndex, salt: SealedSalt)], in domain: VaultDomain
  ) throws(SaltStoreError) -> [SealedSalt] {
    calls.append("insert \(salts.count)")
    beforeInsert()
    return try store.insert(salts, in: domain)
  }

  func delete(_ indexes: [BlindIndex], in domain: VaultDomain) throws(SaltStoreError) -> Int {
    calls.append("delete \(indexes.count)")
    return try store.delete(indexes, in: domain)
  }

  func counts() throws(SaltStoreError) -> [(kid: String, salts: Int)] { try store.counts() }
}
