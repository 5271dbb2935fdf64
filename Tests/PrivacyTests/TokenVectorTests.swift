import Columns
import Configuration
import Testing

@testable import Privacy

/// The lists of Tests/TokenVectors/tokens.json beyond plain tokens; verify.py recomputes them by itself.
@Suite struct TokenVectorTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let row: JSON
    var testDescription: String { text("name") }

    func text(_ name: String) -> String { row[name]!.string! }
    func bytes(_ name: String) -> [UInt8] { Self.bytes(text(name)) }
    var form: CanonicalForm { CanonicalForm(rawValue: text("form"))! }
    var raw: Bool { row["raw"]!.bool! }
    func ring() throws -> KeyRing { try .known(key: bytes("key"), kid: text("kid")) }

    static func bytes(_ hex: String) -> [UInt8] {
      let digits = Array(hex)
      return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16)! }
    }

    static func all(_ list: String) -> [Vector] {
      let path = #filePath.replacing("PrivacyTests/TokenVectorTests.swift", with: "TokenVectors/tokens.json")
      return try! JSON(parsing: TestFile.bytes(path)!)[list]!.array!.map(Vector.init)
    }
  }

  private func integer(_ treated: TreatedColumn) -> String? {
    guard case .int(let values) = treated.column.values else { return nil }
    return String(values[0])
  }

  private func treat(_ vector: Vector, _ arguments: [JSON.Member], _ keys: KeyAccess) throws -> TreatedColumn {
    let all: [JSON.Member] =
      arguments + [
        .init("domain", .string(vector.text("domain"))), .init("key", "k"),
        .init("canonical", .string(vector.form.rawValue)),
        .init("on_invalid", .string(vector.raw ? "token_as_raw" : "reject")),
      ]
    return try TreatmentTests.treatment("tokenize", .object(all))
      .prepare(Field(name: "c", type: .string), pii: nil, keys: keys).apply(.string([vector.text("value")]))
  }

  @Test(arguments: Vector.all("surrogates"))
  func surrogate(_ vector: Vector) throws {
    let ring = try vector.ring()
    let keys = KeyAccess(tenant: vector.text("tenant")) { _ throws(PrivacyError) in ring }
    #expect(integer(try treat(vector, [.init("as", "integer")], keys)) == vector.text("integer"))
  }

  @Test(arguments: Vector.all("vaulted"))
  func vaulted(_ vector: Vector) throws {
    let ring = try vector.ring()
    let store = MemorySaltStore()
    let domain = VaultDomain(tenant: vector.text("tenant"), name: vector.text("domain"))
    let index = try #require(BlindIndex(vector.bytes("index")))
    let vault = try ring.vault(tenant: domain.tenant, domain: domain.name, form: vector.form, store: store)
    #expect(vault.indexes(of: vector.text("value"), form: vector.form, raw: vector.raw) == [index])
    // The box of the file, not one of ours: what another program sealed opens.
    _ = try store.insert(
      [(index: index, salt: SealedSalt(kid: vector.text("kid"), box: vector.bytes("box")))], in: domain)
    let keys = KeyAccess(tenant: domain.tenant, salts: store) { _ throws(PrivacyError) in ring }
    #expect(try treat(vector, [.init("mode", "vaulted")], keys).column.text(at: 0) == vector.text("token"))
    let integers = try treat(vector, [.init("mode", "vaulted"), .init("as", "integer")], keys)
    #expect(integer(integers) == vector.text("integer"))
    #expect(try store.counts().map(\.salts) == [1])
  }

  @Test(arguments: Vector.all("shifts"))
  func shift(_ vector: Vector) throws {
    let shift = try vector.ring().dateShift(tenant: vector.text("tenant"), days: Int(vector.row["days"]!.int!))
    #expect(shift.days(of: .string([vector.text("token")])).map(Int64.init) == [vector.row["shift"]!.int!])
  }
}
