import Foundation
import Privacy
import Testing

@testable import Ledger

@Suite struct SaltTests {
  private static func index(_ number: Int) -> BlindIndex {
    BlindIndex((0..<16).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> ($0 * 8)) : 7 })!
  }

  private static func salt(_ number: Int, kid: String = "abcd") -> SealedSalt {
    SealedSalt(kid: kid, box: Array(repeating: UInt8(truncatingIfNeeded: number), count: 72))
  }

  @Test(arguments: Backend.allCases)
  func theFirstWriterWins(_ backend: Backend) throws {
    try backend.with { place in
      let store: any SaltStore = try place.open(), other: any SaltStore = try place.open()
      let domain = VaultDomain(tenant: "acme", name: "customer")
      let first = (0..<12_000).map { (index: Self.index($0), salt: Self.salt($0)) }
      #expect(try store.insert(first, in: domain) == first.map(\.salt))
      // Another process, with other salts for some of the same people.
      let second = (11_990..<12_010).map { (index: Self.index($0), salt: Self.salt($0 + 5, kid: "efgh")) }
      let kept = try other.insert(second, in: domain)
      #expect(kept == first.suffix(10).map(\.salt) + second.suffix(10).map(\.salt))
      #expect(try store.counts().map { "\($0.kid) \($0.salts)" } == ["abcd 12000", "efgh 10"])
      // Neither another tenant nor another domain has them.
      #expect(try store.salts(of: [Self.index(1)], in: VaultDomain(tenant: "", name: "customer")) == [nil])
      #expect(try store.salts(of: [Self.index(1)], in: VaultDomain(tenant: "acme", name: "email")) == [nil])
      let asked = [Self.index(11_995), Self.index(99_999), Self.index(0)]
      #expect(try store.salts(of: asked, in: domain) == [Self.salt(11_995), nil, Self.salt(0)])
      #expect(try store.delete(asked, in: domain) == 2)
      #expect(try other.salts(of: asked, in: domain) == [nil, nil, nil])
    }
  }

  /// What was deleted is in no file any more.
  @Test func deletedSaltsAreGoneFromTheDisk() throws {
    try Backend.sqlite.with { place in
      let store = try place.open()
      let domain = VaultDomain(tenant: "", name: "customer")
      let box = (0..<72).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
      let salts = (0..<200).map {
        (index: Self.index($0), salt: $0 == 77 ? SealedSalt(kid: "abcd", box: box) : Self.salt($0))
      }
      _ = try store.insert(salts, in: domain)
      func isOnDisk() throws -> Bool {
        try FileManager.default.contentsOfDirectory(atPath: place.directory.path).contains { name in
          let data = try Data(contentsOf: place.directory.appending(path: name))
          return data.range(of: Data(box)) != nil || data.range(of: Data(Self.index(77).bytes)) != nil
        }
      }
      #expect(try isOnDisk())
      #expect(try store.delete([Self.index(77)], in: domain) == 1)
      #expect(try !isOnDisk())
    }
  }
}
